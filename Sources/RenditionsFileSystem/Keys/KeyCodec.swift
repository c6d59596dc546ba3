package import Renditions

/// Turns keys into names of folders and files, and back.
///
/// A segment of a key keeps the bytes `a-z`, `0-9`, `_`, `-` and `.`; every other byte is written `%` and two lower-case
/// hexadecimal digits, also a `-` or `.` that comes first, so that no name is hidden, is an option to a command, or is
/// `.` or `..`. What is left has neither upper-case letters nor anything outside ASCII: no file system takes two names
/// for one. The name of a folder has a `+` added, so that the keys `a` and `a/b` can both be there. A segment that needs
/// more than ``nameLimit`` characters continues inside a folder whose name has a `=` added.
///
/// `photos/2024/Cat.jpg` is `photos+/2024+/%43at.jpg`.
package enum KeyCodec {
    /// Characters of a name without its suffix. Well under the 255 bytes of most file systems, because encrypting ones
    /// have less.
    package static let nameLimit = 140

    static let folderSuffix = UInt8(ascii: "+")
    static let continuationSuffix = UInt8(ascii: "=")

    package static func path(for key: ObjectKey) -> ObjectPath {
        var folders: [String] = []
        let bytes = Array(key.rawValue.utf8)
        var start = 0
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "/") {
            folders += names(of: Array(bytes[start..<index]), isFolder: true)
            start = index + 1
        }
        // A segment has at least one name.
        folders += names(of: Array(bytes[start...]), isFolder: false)
        let file = folders.removeLast()
        return ObjectPath(folders: folders, file: file)
    }

    /// The names of one segment, from the top down; all but the last are continued.
    static func names(of segment: [UInt8], isFolder: Bool) -> [String] {
        var names: [String] = []
        var name: [UInt8] = []
        for byte in segment {
            // Whether a byte is plain depends on the place; whether it fits is asked of its form in this name.
            let form = isPlain(byte, isFirst: name.isEmpty) ? [byte] : escaped(byte)
            if name.count + form.count > nameLimit {
                names.append(String(decoding: name + [continuationSuffix], as: UTF8.self))
                name = isPlain(byte, isFirst: true) ? [byte] : escaped(byte)
            } else {
                name += form
            }
        }
        if isFolder { name.append(folderSuffix) }
        return names + [String(decoding: name, as: UTF8.self)]
    }

    /// What a name in a folder says, or nil when no key has it.
    package static func decode(_ name: String) -> DecodedName? {
        var bytes = Array(name.utf8)[...]
        var kind = DecodedName.Kind.file
        if bytes.last == folderSuffix { kind = .folder }
        if bytes.last == continuationSuffix { kind = .continuation }
        if kind != .file { bytes.removeLast() }
        guard (1...nameLimit).contains(bytes.count) else { return nil }

        var decoded: [UInt8] = []
        while let byte = bytes.popFirst() {
            if isPlain(byte, isFirst: decoded.isEmpty) {
                decoded.append(byte)
                continue
            }
            guard byte == UInt8(ascii: "%"), let high = bytes.popFirst().flatMap(digit),
                let low = bytes.popFirst().flatMap(digit), !isPlain(high << 4 | low, isFirst: decoded.isEmpty)
            else { return nil }
            decoded.append(high << 4 | low)
        }
        return DecodedName(bytes: decoded, kind: kind)
    }

    private static func isPlain(_ byte: UInt8, isFirst: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        case UInt8(ascii: "-"), UInt8(ascii: "."): !isFirst
        default: false
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private static func escaped(_ byte: UInt8) -> [UInt8] {
        [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }

    private static func digit(_ character: UInt8) -> UInt8? {
        digits.firstIndex(of: character).map(UInt8.init)
    }
}

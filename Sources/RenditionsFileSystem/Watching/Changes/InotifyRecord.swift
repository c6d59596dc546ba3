#if os(Linux)
internal import Glibc

/// One `struct inotify_event`, as inotify(7) lays it out: three numbers of 32 bits, the length of the name, and the name,
/// filled up with NULs.
struct InotifyRecord {
    var watch: Int32
    var mask: UInt32
    /// Nil for the watched folder itself, and for a name that is not UTF-8, which ``hasUnusableName`` tells apart.
    var name: String?
    var hasUnusableName: Bool

    private static let headLength = 16

    /// What a read gave. A record that is cut off ends the list; the system never cuts one off.
    static func all(in bytes: UnsafeRawBufferPointer) -> [InotifyRecord] {
        var records: [InotifyRecord] = []
        var offset = 0
        while bytes.count - offset >= headLength {
            let length = Int(bytes.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
            let start = offset + headLength
            guard length <= bytes.count - start else { break }
            let name = bytes[start..<start + length].prefix { $0 != 0 }
            let text = String(validating: name, as: UTF8.self)
            records.append(
                InotifyRecord(
                    watch: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self),
                    mask: bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self),
                    name: name.isEmpty ? nil : text, hasUnusableName: text == nil))
            offset = start + length
        }
        return records
    }

    /// Whether any of these bits is set.
    func has(_ flags: some BinaryInteger) -> Bool { mask & UInt32(truncatingIfNeeded: flags) != 0 }
}
#endif

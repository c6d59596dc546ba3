/// Percent-encoding as signatures want it: everything but letters, digits, `-`, `.`, `_` and `~` (RFC 3986, section
/// 2.3), byte by byte, in capitals.
package enum PercentEncoding {
    private static let hex = Array("0123456789ABCDEF".utf8)

    /// - Parameter keepsSlashes: for paths, whose slashes stay.
    package static func encode(_ text: String, keepsSlashes: Bool = false) -> String {
        if text.utf8.allSatisfy({ isPlain($0) || keepsSlashes && $0 == UInt8(ascii: "/") }) { return text }
        var bytes: [UInt8] = []
        append(text, to: &bytes, keepsSlashes: keepsSlashes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A percent sign that no two digits follow stands for itself. A plus sign is not a space.
    package static func decode(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        return String(decoding: decodedBytes(text), as: UTF8.self)
    }

    static func append(_ text: String, to bytes: inout [UInt8], keepsSlashes: Bool = false) {
        append(bytesOf: text.utf8, to: &bytes, keepsSlashes: keepsSlashes)
    }

    static func append(bytesOf text: some Sequence<UInt8>, to bytes: inout [UInt8], keepsSlashes: Bool) {
        for byte in text {
            if isPlain(byte) || keepsSlashes && byte == UInt8(ascii: "/") {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "%"))
                bytes.append(hex[Int(byte >> 4)])
                bytes.append(hex[Int(byte & 15)])
            }
        }
    }

    static func decodedBytes(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = digit(bytes[index + 1]),
                let low = digit(bytes[index + 2])
            {
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(bytes[index])
                index += 1
            }
        }
        return decoded
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

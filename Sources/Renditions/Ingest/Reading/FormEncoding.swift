/// The encoding of keys in notifications of S3: `application/x-www-form-urlencoded` (WHATWG URL standard, section 5).
enum FormEncoding {
    /// The text behind its encoded form, decoded once: `+` is a space, `%` and two hexadecimal digits a byte. Slashes
    /// may be encoded or not; everything else stands for itself.
    ///
    /// - Throws: ``IngestError`` with code `invalid-key` where a `%` is not followed by two digits, or where the bytes
    ///   are not UTF-8. Nothing is replaced: another key would be another object.
    static func decode(_ text: String) throws -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                    throw IngestError(.invalidKey, "A key has a percent sign without two hexadecimal digits.")
                }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else {
            throw IngestError(.invalidKey, "A key is not UTF-8 after it was decoded.")
        }
        return decoded
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

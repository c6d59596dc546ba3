/// Parameters in other letters than ASCII's: `UTF-8''na%C3%AFve` (RFC 8187, which was RFC 5987).
enum ExtendedValue {
    /// - Returns: nil for a text of another form, and for other encodings than UTF-8 and ISO 8859-1.
    static func decode(_ text: String) -> String? {
        let parts = text.utf8.split(separator: UInt8(ascii: "'"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3,
            parts[2].allSatisfy({ isAttributeCharacter($0) || $0 == UInt8(ascii: "%") }),
            let bytes = PercentEncoding.bytes(parts[2])
        else { return nil }
        switch String(decoding: parts[0], as: UTF8.self).lowercased() {
        case "utf-8": return String(validating: bytes, as: UTF8.self)
        case "iso-8859-1": return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        default: return nil
        }
    }

    static func encode(_ text: String) -> String {
        "UTF-8''" + PercentEncoding.encode(text, allowing: isAttributeCharacter)
    }

    /// `attr-char` of section 3.2.1: what a token is made of but for `*`, `'` and `%`.
    private static func isAttributeCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "*"), UInt8(ascii: "'"), UInt8(ascii: "%"): false
        default: FieldScanner.isTokenCharacter(byte)
        }
    }
}

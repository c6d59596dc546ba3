/// Bytes as `%` and two digits (RFC 3986, section 2.1).
package enum PercentEncoding {
    /// The text that is meant, decoded once.
    ///
    /// - Returns: nil where a `%` has not two hexadecimal digits behind it, or the bytes are no UTF-8.
    static func decode(_ bytes: some Collection<UInt8>, plusIsBlank: Bool = false) -> String? {
        guard bytes.contains(UInt8(ascii: "%")) || plusIsBlank else { return String(validating: bytes, as: UTF8.self) }
        return Self.bytes(bytes, plusIsBlank: plusIsBlank).flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// The bytes that are meant.
    static func bytes(_ bytes: some Collection<UInt8>, plusIsBlank: Bool = false) -> [UInt8]? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else { return nil }
                decoded.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsBlank: decoded.append(UInt8(ascii: " "))
            default: decoded.append(byte)
            }
        }
        return decoded
    }

    /// The text with every byte encoded that is not allowed as it is.
    package static func encode(_ text: String, allowing isAllowed: (UInt8) -> Bool) -> String {
        guard !text.utf8.allSatisfy(isAllowed) else { return text }
        var encoded = ""
        for byte in text.utf8 {
            if isAllowed(byte) {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                encoded += byte < 16 ? "%0" : "%"
                encoded += String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }

    /// Whether a byte may stand in a request's target as it is: letters, digits and signs of ASCII, but not `#`, behind
    /// which is what is never sent.
    package static func isVisible(_ byte: UInt8) -> Bool { (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "#") }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

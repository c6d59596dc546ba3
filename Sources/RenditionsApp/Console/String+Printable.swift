extension StringProtocol {
    /// This text for a terminal: what could move the cursor, change colours or the direction of text is replaced. File
    /// names may hold all of that.
    package var printable: String {
        var result = ""
        for scalar in unicodeScalars {
            result.unicodeScalars.append(scalar.isPrintable ? scalar : "\u{FFFD}")
        }
        return result
    }

    /// A line of JSON, with what is not printable written as an escape: the same value. JSON itself may hold U+0085, U+2028 and
    /// U+2029, which many readers take for the end of a line, and characters that change the direction of text.
    package var printableJSON: String {
        guard unicodeScalars.contains(where: { !$0.isPrintable }) else { return String(self) }
        return unicodeScalars.map { scalar in
            guard !scalar.isPrintable else { return String(scalar) }
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
}

extension Unicode.Scalar {
    fileprivate var isPrintable: Bool {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: false
        default: true
        }
    }
}

extension StringProtocol {
    /// This text for a terminal: what could move the cursor, change colours or the direction of text is replaced. File
    /// names may hold all of that.
    package var printable: String {
        var result = ""
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069:
                result.unicodeScalars.append("\u{FFFD}")
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

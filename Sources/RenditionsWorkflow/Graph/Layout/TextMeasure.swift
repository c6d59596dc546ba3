/// How wide texts are, without a font at hand: estimates that no common sans-serif font exceeds by much, since a text that
/// turns out narrower does no harm.
enum TextMeasure {
    /// - Parameter size: the font's size in pixels.
    /// - Returns: pixels.
    static func width(of text: some StringProtocol, size: Double) -> Double {
        text.reduce(0) { $0 + width(of: $1) } * size
    }

    /// In parts of the font's size.
    static func width(of character: Character) -> Double {
        guard let scalar = character.unicodeScalars.first, scalar.value < 0x2E80 else {
            return character.unicodeScalars.count > 1 ? 1.5 : 1.2
        }
        switch character {
        case "i", "j", "l", "I", "'", "|", ".", ",", ":", ";", "!": return 0.36
        case "f", "r", "t", "(", ")", "[", "]", "/", "\\", "-", "\"", " ", "·": return 0.43
        case "m", "w", "M", "W", "@", "%", "—", "…": return 1.02
        case "A"..."Z", "&", "#", "<", ">", "=", "≠", "≤", "≥", "+", "~": return 0.82
        case "a"..."z", "0"..."9", "_", "$", "*", "?": return 0.66
        default: return character.unicodeScalars.count > 1 ? 1.5 : 0.95
        }
    }
}

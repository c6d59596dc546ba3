/// Text of others within a line of ours.
enum LineText {
    /// Without control characters and not longer than so many characters.
    static func safe(_ text: String, _ limit: Int) -> String {
        var safe = ""
        for scalar in text.unicodeScalars.prefix(limit) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: safe.append(" ")
            default: safe.unicodeScalars.append(scalar)
            }
        }
        return text.unicodeScalars.count > limit ? safe + "…" : safe
    }
}

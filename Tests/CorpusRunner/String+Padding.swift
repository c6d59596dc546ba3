extension String {
    /// With spaces behind it, or before it where `width` is negative.
    func padded(to width: Int) -> String {
        let space = String(repeating: " ", count: Swift.max(0, abs(width) - count))
        return width < 0 ? space + self : self + space
    }

    /// Without control characters, so that a file's name can't write to the terminal.
    var printable: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
    }
}

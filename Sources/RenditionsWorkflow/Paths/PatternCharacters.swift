/// A set of characters in a pattern.
struct PatternCharacters: Hashable, Sendable {
    /// What is in it: all of these, or all but these.
    struct Part: Hashable, Sendable {
        var ranges: [ClosedRange<Unicode.Scalar>]
        var isInverted = false

        func contains(_ scalar: Unicode.Scalar) -> Bool { ranges.contains { $0.contains(scalar) } != isInverted }
    }

    var parts: [Part]
    var isInverted = false

    init(_ parts: [Part], isInverted: Bool = false) {
        self.parts = parts
        self.isInverted = isInverted
    }

    init(_ scalar: Unicode.Scalar) { parts = [Part(ranges: [scalar...scalar])] }

    /// `.`: all but the ends of lines.
    static let anything = PatternCharacters(
        [Part(ranges: ["\n"..."\n", "\r"..."\r", "\u{85}"..."\u{85}", "\u{2028}"..."\u{2029}"], isInverted: true)])

    /// What `\d`, `\w`, `\s` and their opposites in capital letters stand for, in ASCII as in Java; nil for other letters.
    static func named(_ letter: Unicode.Scalar) -> Part? {
        switch letter {
        case "d": Part(ranges: ["0"..."9"])
        case "w": Part(ranges: ["a"..."z", "A"..."Z", "0"..."9", "_"..."_"])
        case "s": Part(ranges: [" "..." ", "\t"..."\r"])
        case "D", "W", "S":
            letter.properties.lowercaseMapping.unicodeScalars.first.flatMap(named)
                .map { Part(ranges: $0.ranges, isInverted: true) }
        default: nil
        }
    }

    func contains(_ scalar: Unicode.Scalar, ignoresCase: Bool) -> Bool {
        guard ignoresCase else { return contains(scalar) }
        let forms =
            [scalar]
            + [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping].compactMap { text in
                text.unicodeScalars.count == 1 ? text.unicodeScalars.first : nil
            }
        let isIn = forms.contains { form in parts.contains { $0.contains(form) } }
        return isIn != isInverted
    }

    private func contains(_ scalar: Unicode.Scalar) -> Bool { parts.contains { $0.contains(scalar) } != isInverted }
}

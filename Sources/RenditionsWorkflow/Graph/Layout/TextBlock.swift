/// A text broken into lines that fit into a width.
package struct TextBlock: Hashable, Sendable {
    package let lines: [String]
    /// The font's size in pixels.
    package let size: Double
    /// Of the widest line, in pixels.
    package let width: Double
    /// Whether something had to be left out.
    package let isCut: Bool

    /// Pixels from one baseline to the next.
    package var lineHeight: Double { (size * 1.3).rounded() }
    package var height: Double { lineHeight * Double(lines.count) }

    /// - Parameters:
    ///   - maximumWidth: in pixels. A word that is wider is broken.
    ///   - maximumLines: what is left over is cut off with an ellipsis.
    init(_ text: String, size: Double, isBold: Bool = false, maximumWidth: Double, maximumLines: Int) {
        self.size = size
        // Bold letters are a tenth wider.
        let boldness = isBold ? 1.1 : 1
        let maximumWidth = maximumWidth / boldness
        var lines: [String] = []
        var line = ""
        for piece in Self.pieces(text) {
            if TextMeasure.width(of: line + piece.trimmedEnd, size: size) <= maximumWidth {
                line += piece
                continue
            }
            if !line.isEmpty { lines.append(line.trimmedEnd) }
            line = ""
            for character in piece {
                if TextMeasure.width(of: line, size: size) + TextMeasure.width(of: character) * size > maximumWidth,
                    !line.isEmpty, character != " "
                {
                    lines.append(line)
                    line = ""
                }
                line.append(character)
            }
        }
        if !line.trimmedEnd.isEmpty { lines.append(line.trimmedEnd) }
        isCut = lines.count > maximumLines
        if isCut {
            lines = Array(lines.prefix(maximumLines))
            var last = lines.removeLast()
            while !last.isEmpty, TextMeasure.width(of: last + "…", size: size) > maximumWidth { last.removeLast() }
            lines.append(last + "…")
        }
        self.lines = lines
        width = (lines.map { TextMeasure.width(of: $0, size: size) }.max() ?? 0) * boldness
    }

    /// The text in pieces behind which a line may end: after white space, and after signs inside of names.
    private static func pieces(_ text: String) -> [String] {
        var pieces: [String] = []
        var piece = ""
        for character in text.singleSpaced {
            piece.append(character)
            if " .-_/,:".contains(character) {
                pieces.append(piece)
                piece = ""
            }
        }
        return piece.isEmpty ? pieces : pieces + [piece]
    }
}

extension String {
    /// With every run of white space and control characters as one space, and none at the ends.
    var singleSpaced: String {
        String(
            unicodeScalars.split { $0.properties.isWhitespace || $0.properties.generalCategory == .control }
                .map(String.init).joined(separator: " "))
    }

    fileprivate var trimmedEnd: String { hasSuffix(" ") ? String(dropLast()) : self }
}

/// A text between quotation marks in a Mermaid diagram.
///
/// Mermaid looks for Markdown, HTML, icons (`fa:fa-…`) and its own signs in labels, so that whatever is not plain is written
/// as a numbered entity (`#34;`), which it turns back only when it draws.
struct MermaidText {
    let quoted: String

    /// - Parameter lines: one below the other; those without anything to see are left out.
    init(_ lines: [String]) {
        let lines = lines.map(Self.escaped).filter { !$0.isEmpty }
        // A label must not be empty.
        quoted = "\"" + (lines.isEmpty ? "#8203;" : lines.joined(separator: "<br/>")) + "\""
    }

    private static func escaped(_ text: String) -> String {
        // Control characters and runs of white space would break lines or make code blocks.
        let words = text.unicodeScalars.split {
            $0.properties.isWhitespace || $0.properties.generalCategory == .control
        }
        return words.map { escaped(Array($0)) }.joined(separator: " ")
    }

    private static func escaped(_ word: [Unicode.Scalar]) -> String {
        var escaped = ""
        for (index, scalar) in word.enumerated() {
            let isInside = index > 0 && index < word.count - 1 && isPlain(word[index - 1]) && isPlain(word[index + 1])
            if isPlain(scalar) || (isInside && "._-".unicodeScalars.contains(scalar)) || !isASCII(scalar) {
                escaped.unicodeScalars.append(scalar)
            } else {
                escaped += "#\(scalar.value);"
            }
        }
        return escaped
    }

    /// Letters and digits of every script mean nothing to Mermaid.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: false
        }
    }

    private static func isASCII(_ scalar: Unicode.Scalar) -> Bool { scalar.value < 0x80 }
}

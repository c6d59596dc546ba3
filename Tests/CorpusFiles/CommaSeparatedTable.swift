/// Comma-separated values whose first row names the columns. Fields may be quoted, and then hold commas, line ends and
/// doubled quotes (RFC 4180).
package struct CommaSeparatedTable: Sendable {
    package var columns: [String]
    /// As they are: some may be shorter or longer than ``columns``.
    package var rows: [[String]]

    package init(_ text: String) {
        let rows = Self.rows(of: text)
        columns = rows.first ?? []
        self.rows = Array(rows.dropFirst())
    }

    private static func rows(of text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field = ""
        var isQuoted = false
        var mayBeDoubled = false
        for character in text {
            if isQuoted {
                if character == "\"" { (isQuoted, mayBeDoubled) = (false, true) } else { field.append(character) }
                continue
            }
            switch character {
            case "\"":
                if mayBeDoubled { field.append("\"") }
                isQuoted = true
            case ",":
                row.append(field)
                field = ""
            case "\n", "\r\n":
                rows.append(row + [field])
                (row, field) = ([], "")
            default: field.append(character)
            }
            mayBeDoubled = false
        }
        return field.isEmpty && row.isEmpty ? rows : rows + [row + [field]]
    }
}

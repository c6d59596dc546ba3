/// Rows of comma-separated values (RFC 4180): fields in quotes may hold delimiters, line breaks and doubled quotes.
struct CSVRows {
    private(set) var rows: [[String]] = []

    /// Empty lines are no rows.
    init(_ text: String, delimiter: Character) {
        var row: [String] = []
        var field = ""
        var (isQuoted, wasQuote) = (false, false)
        func isEmpty() -> Bool { row.isEmpty && field.isEmpty }
        for character in text {
            if isQuoted {
                if character == "\"" { (isQuoted, wasQuote) = (false, true) } else { field.append(character) }
                continue
            }
            defer { wasQuote = false }
            if character == "\"", wasQuote {
                field.append(character)
                isQuoted = true
            } else if character == "\"", field.isEmpty {
                isQuoted = true
            } else if character == delimiter {
                row.append(field)
                field = ""
            } else if character == "\n" || character == "\r\n" || character == "\r" {
                if !isEmpty() { rows.append(row + [field]) }
                (row, field) = ([], "")
            } else {
                field.append(character)
            }
        }
        if !isEmpty() { rows.append(row + [field]) }
    }
}

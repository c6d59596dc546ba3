/// Rows of text in columns. Numbers stand to the right.
struct TextTable {
    private let titles: [String]
    private let alignsRight: [Bool]
    private var rows: [[String]] = []

    /// - Parameter titles: of the columns; those that start with `>` stand to the right.
    init(_ titles: [String]) {
        self.titles = titles.map { $0.hasPrefix(">") ? String($0.dropFirst()) : $0 }
        alignsRight = titles.map { $0.hasPrefix(">") }
    }

    /// - Parameter cells: as many as there are columns.
    mutating func append(_ cells: [String]) { rows.append(cells) }

    var lines: [String] {
        let all = [titles] + rows
        let widths = titles.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")
        let body = all.map { row in
            let cells = row.indices.map { pad(row[$0], to: widths[$0], right: alignsRight[$0]) }
            var line = cells.joined(separator: "  ")
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }
        return [body[0], rule] + body.dropFirst()
    }

    private func pad(_ text: String, to width: Int, right: Bool) -> String {
        let space = String(repeating: " ", count: max(0, width - text.count))
        return right ? space + text : text + space
    }
}

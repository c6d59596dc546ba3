internal import Foundation

/// What a table says of the files of a folder: a file of comma-separated values whose first row names the columns
/// `file` and `expected`.
struct Manifest: Sendable {
    static let name = "MANIFEST.csv"

    private var words: [String: String] = [:]

    /// Looks in the folder and in the one above it.
    ///
    /// - Returns: nil where neither has one.
    init?(of folder: ImageFolder) {
        let folderName = URL(fileURLWithPath: folder.path).standardizedFileURL.lastPathComponent
        // In the folder above, names start with the folder's own.
        for (path, prefix) in [("/", ""), ("/../", folderName + "/")] {
            guard let data = FileManager.default.contents(atPath: folder.path + path + Self.name) else { continue }
            let rows = Self.rows(of: String(decoding: data, as: UTF8.self))
            guard let file = rows.first?.firstIndex(of: "file"), let expected = rows.first?.firstIndex(of: "expected")
            else { continue }
            for row in rows.dropFirst() where row.count > max(file, expected) && row[file].hasPrefix(prefix) {
                words[String(row[file].dropFirst(prefix.count))] = row[expected]
            }
            return
        }
        return nil
    }

    /// - Parameter file: below the folder.
    func expectation(of file: String) -> Expectation { Expectation(word: words[file]) }

    /// Rows of comma-separated values, whose fields may be quoted and then hold commas, line ends and doubled quotes
    /// (RFC 4180).
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

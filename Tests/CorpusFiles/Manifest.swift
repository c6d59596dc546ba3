internal import Foundation

/// What a table says of the files of a folder: a file of comma-separated values with the columns `file` and `expected`,
/// and `kind` where it has one.
package struct Manifest: Sendable {
    package static let name = "MANIFEST.csv"

    package let entries: [CorpusEntry]

    /// - Parameter folder: the folder in which the manifest stands.
    /// - Returns: nil where it has none, or one without those columns.
    package init?(in folder: String) {
        guard let data = FileManager.default.contents(atPath: folder + "/" + Self.name) else { return nil }
        let table = CommaSeparatedTable(String(decoding: data, as: UTF8.self))
        guard let file = table.columns.firstIndex(of: "file"), let expected = table.columns.firstIndex(of: "expected")
        else { return nil }
        let kind = table.columns.firstIndex(of: "kind")
        entries = table.rows.filter { $0.count > max(file, expected) }.map { row in
            CorpusEntry(
                file: row[file], kind: kind.flatMap { row.indices.contains($0) ? row[$0] : nil } ?? "",
                expected: row[expected])
        }
    }

    /// Of the files of a folder, by their paths below it: from its own manifest, or from that of the folder above it,
    /// where names start with the folder's own.
    ///
    /// - Returns: nil where neither has one.
    package static func words(of folder: String) -> [String: String]? {
        let folderName = URL(fileURLWithPath: folder).standardizedFileURL.lastPathComponent
        for (place, prefix) in [("", ""), ("/..", folderName + "/")] {
            guard let manifest = Manifest(in: folder + place) else { continue }
            let entries = manifest.entries.filter { $0.file.hasPrefix(prefix) }
            return Dictionary(entries.map { (String($0.file.dropFirst(prefix.count)), $0.expected) }) { $1 }
        }
        return nil
    }
}

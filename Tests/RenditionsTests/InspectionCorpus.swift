import NIOCore
import Renditions
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The shared pictures beside the repository.
enum InspectionCorpus {
    /// One row of the manifest.
    struct Entry: Sendable, CustomTestStringConvertible {
        var file: String
        var kind: String
        var expected: String

        var testDescription: String { file }
    }

    static let root: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        // Tests/RenditionsTests/<this file>, then the repository's folder itself.
        parts.removeLast(4)
        return parts.joined(separator: "/") + "/shared/corpus/"
    }()

    static let exists = FileManager.default.fileExists(atPath: root + "MANIFEST.csv")
    static let isRequired = ProcessInfo.processInfo.environment["RENDITIONS_REQUIRE_CORPUS"] != nil

    static let entries: [Entry] = {
        guard let data = FileManager.default.contents(atPath: root + "MANIFEST.csv") else { return [] }
        let rows = Self.rows(of: String(decoding: data, as: UTF8.self))
        guard let header = rows.first, let file = header.firstIndex(of: "file"),
            let kind = header.firstIndex(of: "kind"), let expected = header.firstIndex(of: "expected")
        else { return [] }
        return rows.dropFirst().filter { $0.count == header.count }.map {
            Entry(file: $0[file], kind: $0[kind], expected: $0[expected])
        }
    }()

    static var good: [Entry] { entries.filter { $0.file.hasPrefix("good/") } }
    static var hostile: [Entry] { entries.filter { $0.file.hasPrefix("hostile/") } }

    static func bytes(_ file: String) -> ByteBuffer? {
        FileManager.default.contents(atPath: root + file).map { ByteBuffer(bytes: $0) }
    }

    /// Rows of comma-separated values, whose fields may be quoted and then hold commas, line ends and doubled quotes
    /// (RFC 4180).
    static func rows(of text: String) -> [[String]] {
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

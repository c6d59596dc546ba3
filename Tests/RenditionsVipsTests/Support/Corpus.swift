import NIOCore
import Renditions
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The shared pictures beside the repository.
///
/// Suites that need them are skipped, with a message, where they are missing; where the environment variable
/// `RENDITIONS_REQUIRE_CORPUS` is set, ``CorpusTests/isThereWhereItIsRequired()`` fails then.
enum Corpus {
    /// One row of the manifest.
    struct Entry: Sendable, CustomTestStringConvertible {
        var file: String
        var kind: String
        var expected: String

        var testDescription: String { file }
    }

    static let isRequired = ProcessInfo.processInfo.environment["RENDITIONS_REQUIRE_CORPUS"] != nil
    static var isThere: Bool { !entries.isEmpty }
    static let advice: Comment = "../shared/corpus, beside the package, is missing: put it there to run these tests"

    static let root: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        // Tests/RenditionsVipsTests/Support/<this file>, then the package's folder itself.
        parts.removeLast(5)
        return parts.joined(separator: "/") + "/shared/corpus/"
    }()

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

    static func bytes(_ file: String) throws -> ByteBuffer {
        let data = FileManager.default.contents(atPath: root + file)
        return ByteBuffer(bytes: try #require(data, "\(file) is in the manifest and not in the folder"))
    }

    /// Rows of comma-separated values, whose fields may be quoted and then hold commas and doubled quotes (RFC 4180).
    private static func rows(of text: String) -> [[String]] {
        text.split(whereSeparator: \.isNewline).map { line in
            var fields = [""]
            var isQuoted = false
            var previous: Character?
            for character in line {
                switch character {
                case "\"":
                    if !isQuoted, previous == "\"" { fields[fields.count - 1].append("\"") }
                    isQuoted.toggle()
                case "," where !isQuoted: fields.append("")
                default: fields[fields.count - 1].append(character)
                }
                previous = character
            }
            return fields
        }
    }
}

@Suite struct CorpusTests {
    @Test func isThereWhereItIsRequired() {
        #expect(Corpus.isThere || !Corpus.isRequired, "\(Corpus.advice)")
    }
}

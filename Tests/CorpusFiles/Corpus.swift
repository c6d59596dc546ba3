internal import Foundation
package import NIOCore

/// The shared corpus beside the repository: good and hostile pictures, and keys.
///
/// Tests that need it are skipped, with ``advice``, where it is missing. Where the environment variable
/// `RENDITIONS_REQUIRE_CORPUS` is set they run all the same, and fail.
package enum Corpus {
    package static let root: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        // Tests/CorpusFiles/<this file>, then the package's folder itself.
        parts.removeLast(4)
        return parts.joined(separator: "/") + "/shared/corpus"
    }()

    /// Whether tests that need the corpus are to run.
    package static let mayRun = !entries.isEmpty || Requirement.corpus

    /// `.ci/suites-ran` knows this text: it forgives no other reason for a skipped test.
    package static let advice = "no corpus: put it at ../shared/corpus, beside the package, to run this"

    /// Empty where there is no corpus.
    package static let entries: [CorpusEntry] = Manifest(in: root)?.entries ?? []
    package static var good: [CorpusEntry] { entries.filter { $0.file.hasPrefix("good/") } }
    package static var hostile: [CorpusEntry] { entries.filter { $0.file.hasPrefix("hostile/") } }

    /// - Parameter file: below the corpus' folder.
    /// - Throws: a message that names the file.
    package static func bytes(_ file: String) throws -> ByteBuffer {
        ByteBuffer(bytes: try data(file))
    }

    /// What must become of the keys that the corpus lists.
    package static func keys() throws -> [CorpusKey] {
        try JSONDecoder().decode([CorpusKey].self, from: data("KEYS.json"))
    }

    static func data(_ file: String) throws -> Data {
        guard let data = FileManager.default.contents(atPath: root + "/" + file) else {
            throw CorpusFileMissing(file: file)
        }
        return data
    }
}

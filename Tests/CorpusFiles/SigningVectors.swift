internal import Foundation

/// Requests and their signatures, in the folder `sigv4` beside the corpus.
package enum SigningVectors {
    private static let root = Corpus.root + "/../sigv4"

    /// A file's text, without the line ends at its end.
    ///
    /// - Throws: a message that names the file.
    package static func text(_ file: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: root + "/" + file) else {
            throw CorpusFileMissing(file: "sigv4/" + file)
        }
        var text = String(decoding: data, as: UTF8.self)
        while text.hasSuffix("\n") { text.removeLast() }
        return text
    }

    /// The folders below one, at any depth, that hold a file whose name ends so, sorted.
    package static func folders(below folder: String, holding end: String) throws -> [String] {
        guard let walk = FileManager.default.enumerator(atPath: root + "/" + folder) else {
            throw CorpusFileMissing(file: "sigv4/" + folder)
        }
        let files = walk.compactMap { $0 as? String }.filter { $0.hasSuffix(end) }
        return files.map { $0.split(separator: "/").dropLast().joined(separator: "/") }.sorted()
    }
}

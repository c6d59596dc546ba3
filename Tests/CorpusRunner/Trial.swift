internal import CorpusFiles
internal import Foundation
internal import NIOCore

/// One file that is put to the test.
struct Trial: Sendable {
    /// Below the folder that was given.
    var name: String
    var path: String
    var expectation: ExpectedOutcome
    /// Whether somebody has said what to expect.
    var isListed: Bool

    static func good(_ folder: ImageFolder) -> [Trial] {
        folder.files.map { Trial(name: $0, path: folder.path + "/" + $0, expectation: .made, isListed: true) }
    }

    /// - Throws: where a file can't be read that has to be looked into.
    static func hostile(_ folder: ImageFolder) throws -> [Trial] {
        let words = Manifest.words(of: folder.path)
        return try folder.files.map { name in
            let path = folder.path + "/" + name
            let expectation = try ExpectedOutcome(
                word: words?[name], file: ByteBuffer(bytes: Data(contentsOf: URL(fileURLWithPath: path))))
            return Trial(name: name, path: path, expectation: expectation, isListed: words != nil)
        }
    }

    /// What is wrong with the outcome; nil where it fits.
    func fault(of outcome: Outcome) -> String? {
        if let fault = outcome.fault { return fault }
        switch (expectation, outcome) {
        case (.made, .refused(let code)) where !isOffTheList(code): return "a good file was refused"
        case (.refused, .made): return "a bad file was taken"
        default: return nil
        }
    }

    /// What somebody should look at.
    func remark(on outcome: Outcome) -> String? {
        guard !isListed, case .made = outcome, name.lowercased().contains("trunc") else { return nil }
        return "taken, though its name says that it is truncated"
    }

    /// A format that is not switched on, or is not known at all and does not go by the name of one that is.
    private func isOffTheList(_ code: String) -> Bool {
        let suffix = name.lowercased().split(separator: ".").last.map(String.init) ?? ""
        return code == "forbidden-format" || code == "unknown-format" && !Self.suffixes.contains(suffix)
    }

    private static let suffixes: Set<String> = [
        "jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp", "avif", "heic", "heif", "tif", "tiff",
    ]
}

import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Texts kept as files: a change of one is seen in the change of a file.
enum Golden {
    private static let folder: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast()
        return parts.joined(separator: "/") + "/Golden/"
    }()

    /// Compares with a file. Where there is none it is written, and the test fails all the same: look at it, and commit
    /// it. To accept a change, delete the file and run the test.
    static func expect(_ text: String, in name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        guard let data = FileManager.default.contents(atPath: folder + name) else {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(filePath: folder + name))
            Issue.record("There was no file \(name); it is written now.", sourceLocation: sourceLocation)
            return
        }
        let expected = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let found = text.split(separator: "\n", omittingEmptySubsequences: false)
        let differing = zip(expected, found).enumerated().first { $1.0 != $1.1 }.map { "line \($0 + 1): \($1.1)" }
        #expect(expected == found, "\(name): \(differing ?? "another length")", sourceLocation: sourceLocation)
    }
}

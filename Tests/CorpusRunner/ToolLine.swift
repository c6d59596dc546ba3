internal import Foundation

/// What is read of a line of `renditions process --json`.
struct ToolLine: Decodable {
    var event: String
    /// The file as it was given, or as it was found in the folder that was given.
    var path: String?
    /// Renditions that were made.
    var made: Int?
    var failure: Failure?

    struct Failure: Decodable {
        var code: String
    }

    /// The lines that say what became of a file, by its path.
    static func ends(in file: String) -> [String: ToolLine] {
        let text = String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
        var ends: [String: ToolLine] = [:]
        for line in text.split(separator: "\n") where line.contains("\"finished\"") || line.contains("\"failed\"") {
            guard let line = try? JSONDecoder().decode(ToolLine.self, from: Data(line.utf8)), let path = line.path,
                line.outcome != nil
            else { continue }
            ends[path] = line
        }
        return ends
    }

    /// Nil for a line that says something else.
    var outcome: Outcome? {
        switch event {
        case "finished": .made(made ?? 0)
        case "failed": .refused(failure?.code ?? "internal")
        default: nil
        }
    }
}

import Foundation
import RenditionsApp
import Synchronization

/// What one command line gave.
struct CommandRun: Sendable {
    var status: Int32
    /// Standard output.
    var output: String
    /// Standard error.
    var errors: String

    var outputLines: [Substring] { output.split(separator: "\n") }

    /// Runs a command line in this process.
    init(_ arguments: String...) async { await self.init(arguments) }

    init(_ arguments: [String]) async {
        let sink = Sink()
        let console = Console(
            columns: 80, output: { text in sink.output.withLock { $0 += text } },
            errors: { text in sink.errors.withLock { $0 += text } })
        status = await Tool.run(arguments, on: console)
        output = sink.output.withLock { $0 }
        errors = sink.errors.withLock { $0 }
    }

    /// Standard output as JSON objects, one a line.
    var objects: [[String: Any]] {
        get throws {
            try outputLines.map { line in
                let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
                guard let object = value as? [String: Any] else { throw CocoaError(.coderReadCorrupt) }
                return object
            }
        }
    }

    private final class Sink: Sendable {
        let output = Mutex("")
        let errors = Mutex("")
    }
}

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

    /// Runs a command line in this process, and cancels it, as an interrupt does, in the moment in which it writes a
    /// text to standard output.
    init(_ arguments: String..., interruptedAt text: String) async { await self.init(arguments, interruptedAt: text) }

    /// - Parameter environment: the variables of the process.
    init(
        _ arguments: [String], interruptedAt interruption: String? = nil, environment: [String: String] = [:]
    ) async {
        let sink = Sink()
        let console = Console(
            columns: 80, environment: environment,
            output: { text in
                sink.output.withLock { $0 += text }
                // Commands write in the task that runs them.
                if let interruption, text.contains(interruption) { withUnsafeCurrentTask { $0?.cancel() } }
            },
            errors: { text in sink.errors.withLock { $0 += text } })
        // In a task of its own, so that the test's is not cancelled with it.
        status = await Task { await Tool.run(arguments, on: console) }.value
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

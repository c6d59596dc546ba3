import RenditionsApp
import Synchronization

/// What a command line gave that was told of a deployment by variables.
struct ToolRun: Sendable {
    var status: Int32
    /// Standard output.
    var output: String
    /// Standard error.
    var errors: String

    init(_ arguments: [String], _ environment: [String: String]) async {
        let (output, errors) = (Sink(), Sink())
        let console = Console(environment: environment, output: { output.add($0) }, errors: { errors.add($0) })
        status = await Tool.run(arguments, on: console)
        (self.output, self.errors) = (output.text, errors.text)
    }

    private final class Sink: Sendable {
        private let written = Mutex("")
        var text: String { written.withLock { $0 } }
        func add(_ text: String) { written.withLock { $0 += text } }
    }
}

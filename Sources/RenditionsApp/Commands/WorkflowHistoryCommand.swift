internal import ArgumentParser
internal import RenditionsFileSystem
internal import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// `renditions workflow history`.
struct WorkflowHistoryCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Lists everything that happened in an execution.",
        usage: """
            renditions workflow history <execution> --out <folder> [<options>]
            """)

    @OptionGroup var execution: ExecutionArgument

    @Flag(help: "Goes on until the execution ends.")
    var follow = false

    @Flag(help: "Prints one JSON object a line: events whole, with their input and output.")
    var json = false

    func run(on console: Console) async throws {
        let journal = try OutputFolder.journal(in: execution.output.out)
        let description = try await execution.find(in: journal)
        guard follow else {
            for event in try await journal.history(of: description.identity) { try tell(event, description, console) }
            return
        }
        for try await event in try await journal.events(of: description.identity) {
            try tell(event, description, console)
        }
    }

    private func tell(_ event: HistoryEvent, _ description: ExecutionDescription, _ console: Console) throws {
        if json { return console.print(try JSONText.line(event)) }
        let milliseconds = Int((event.timestamp.timeIntervalSince(description.startedAt) * 1000).rounded())
        var line = "\(String(repeating: " ", count: max(0, 8 - String(milliseconds).count)))\(milliseconds) ms  "
        line += event.type.rawValue
        if let state = event.state { line += "  \(state.printable)" }
        if let child = event.child { line += "  (\(child.printable))" }
        if let error = event.error { line += "  \(error.printable)" }
        if let cause = event.cause { line += ": \(cause.printable)" }
        console.print(line)
    }
}

internal import ArgumentParser
internal import RenditionsFileSystem
internal import RenditionsWorkflow

/// `renditions workflow show`.
struct WorkflowShowCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Tells where an execution stands, and draws the way that it took.",
        usage: """
            renditions workflow show <execution> --out <folder> [<options>]
            """)

    @OptionGroup var execution: ExecutionArgument

    @Option(
        help: ArgumentHelp(
            "Draws the workflow with the execution's path in colour into this file: .svg, or .mmd for Mermaid.",
            valueName: "file"))
    var graph: String?

    @Flag(help: "Prints a JSON object.")
    var json = false

    func validate() throws {
        try PathCheck.refuseEmpty("--graph", graph)
        if let graph { _ = try GraphFormat(path: graph) }
    }

    func run(on console: Console) async throws {
        let journal = try OutputFolder.journal(in: execution.output.out)
        let description = try await execution.find(in: journal)
        let history = try await journal.history(of: description.identity)
        if let graph {
            let machine = try await journal.machine(of: description.identity)
            let picture = WorkflowGraph(machine, title: description.identity.workflow)
            let path = ExecutionPath(in: picture, history: history, status: description.status)
            try FileWriter.write(try GraphFormat(path: graph).text(of: picture, showing: path), to: graph)
        }
        if json { return console.print(try JSONText.page(description)) }
        let summary = ExecutionSummary(description)
        var table = TextTable(["execution", description.identity.name.printable])
        table.append(["workflow", description.identity.workflow.printable])
        table.append(["status", description.status.rawValue.lowercased()])
        table.append(["original", summary.key.printable])
        table.append(["started", summary.started])
        table.append(["took", summary.milliseconds.map { "\(Amount.grouped($0)) ms" } ?? "-"])
        table.append(["redriven", Amount.count(description.redrives, "time")])
        if let failure = summary.failure { table.append(["failed with", failure.printable]) }
        if let reason = Self.reason(history) { table.append(["because of", reason.printable]) }
        table.append(["states", Self.states(history).joined(separator: " > ").printable])
        for line in table.lines { console.print(line) }
        if let graph { console.note("graph: \(graph.printable)") }
    }

    /// What the task said that failed last; nil where none did.
    private static func reason(_ history: [HistoryEvent]) -> String? {
        guard
            let event = history.last(where: {
                [.taskFailed, .lambdaFunctionFailed, .taskTimedOut, .lambdaFunctionTimedOut].contains($0.type)
            })
        else { return nil }
        let message = event.cause.flatMap { (try? JSONValue(json: $0))?["errorMessage"]?.stringValue }
        return [event.state.map { "\($0):" }, event.error, message].compactMap(\.self).joined(separator: " ")
    }

    /// The states that were entered, in order; what the workflow adds for its own sake is left out.
    private static func states(_ history: [HistoryEvent]) -> [String] {
        history.filter { $0.type.rawValue.hasSuffix("StateEntered") }.compactMap(\.state).filter {
            !$0.contains(".guarded")
        }
    }
}

internal import ArgumentParser
internal import RenditionsFileSystem
internal import RenditionsWorkflow

/// `renditions workflow cancel`.
struct WorkflowCancelCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Ends an execution, whoever carries it out.",
        usage: """
            renditions workflow cancel <execution> --out <folder> [<options>]
            """)

    @OptionGroup var execution: ExecutionArgument

    @Option(help: ArgumentHelp("What to write into its history.", valueName: "text"))
    var reason: String?

    func run(on console: Console) async throws {
        let journal = try OutputFolder.journal(in: execution.output.out)
        let description = try await execution.find(in: journal)
        try await journal.cancel(description.identity, error: "Cancelled", cause: reason)
        let status = try await journal.describe(description.identity).status
        console.print("\(description.identity.name.printable): \(status.rawValue.lowercased())")
    }
}

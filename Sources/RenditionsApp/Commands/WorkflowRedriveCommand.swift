internal import ArgumentParser
internal import RenditionsFileSystem
internal import RenditionsWorkflow

/// `renditions workflow redrive`.
struct WorkflowRedriveCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "redrive",
        abstract: "Has an execution that did not succeed go on from the states that failed.",
        usage: """
            renditions workflow redrive <execution> --out <folder> [<options>]
            """,
        discussion: """
            It is carried out by whoever works on the same originals: a `renditions watch` that runs, or the next \
            `renditions process` of them. What ended in quarantine is tried again by `renditions quarantine replay`.
            """)

    @OptionGroup var execution: ExecutionArgument

    func run(on console: Console) async throws {
        let journal = try OutputFolder.journal(in: execution.output.out)
        let description = try await journal.redrive(try await execution.find(in: journal).identity)
        console.print("\(description.identity.name.printable): \(description.status.rawValue.lowercased())")
    }
}

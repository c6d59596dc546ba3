internal import ArgumentParser
internal import RenditionsFileSystem
internal import RenditionsTasks
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
        let found = try await execution.find(in: journal)
        try refuseWhatCanNotHelp(found)
        let description = try await journal.redrive(found.identity)
        console.print("\(description.identity.name.printable): \(description.status.rawValue.lowercased())")
    }

    /// What has ended on purpose would only end so again.
    private func refuseWhatCanNotHelp(_ execution: ExecutionDescription) throws {
        guard case .failed(let error, _) = execution.outcome else { return }
        if error == ErrorName.originalRefused {
            throw ToolFailure(
                code: "wrong-state",
                message: "The original itself was refused. Replace it by another, and process that.",
                status: .usage)
        }
        if error == ErrorName.originalQuarantined {
            throw ToolFailure(
                code: "wrong-state", message: "The original is in quarantine: see `renditions quarantine replay`.",
                status: .usage)
        }
    }
}

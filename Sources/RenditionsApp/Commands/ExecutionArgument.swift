internal import ArgumentParser
internal import RenditionsFileSystem
internal import RenditionsTasks
internal import RenditionsWorkflow

/// The execution that a command is about.
struct ExecutionArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The execution's name, as `renditions workflow list` shows it.", valueName: "execution"))
    var name: String

    @Option(help: ArgumentHelp("Its workflow. (default: process-image, or else erase-asset)", valueName: "name"))
    var workflow: String?

    @OptionGroup var output: OutputOption

    /// - Throws: `WorkflowError`, with code `not-found` when there is none.
    func find(in journal: WorkflowJournal) async throws -> ExecutionDescription {
        for workflow in workflow.map({ [$0] }) ?? ShippedWorkflow.allCases.map(\.rawValue) {
            do {
                return try await journal.describe(ExecutionIdentity(workflow: workflow, name: name))
            } catch let error as WorkflowError where error.code == .notFound {
                continue
            }
        }
        throw WorkflowError(
            .notFound, "There is no execution \(name.printable). `renditions workflow list` lists those that there are."
        )
    }
}

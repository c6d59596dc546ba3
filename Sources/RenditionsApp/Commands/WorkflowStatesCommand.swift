internal import ArgumentParser
internal import RenditionsWorkflow

/// `renditions workflow states`.
struct WorkflowStatesCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "states",
        abstract: "Prints a workflow as a document of the Amazon States Language.",
        usage: """
            renditions workflow states <name>
            """,
        discussion: "The workflows are \(ShippedWorkflow.names).")

    @Argument(help: ArgumentHelp("The workflow's name.", valueName: "name"))
    var name: String

    func run(on console: Console) async throws {
        console.print(try ShippedWorkflow.named(name).machine.document.prettyJSON)
    }
}

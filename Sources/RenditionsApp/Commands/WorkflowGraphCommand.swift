internal import ArgumentParser
internal import RenditionsWorkflow

/// `renditions workflow graph`.
struct WorkflowGraphCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph",
        abstract: "Draws a workflow.",
        usage: """
            renditions workflow graph <name> [--format mermaid|svg] [--file <file>]
            """,
        discussion: "The workflows are \(ShippedWorkflow.names).")

    @Argument(help: ArgumentHelp("The workflow's name.", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("As what: mermaid or svg. (default: by the file's ending, or else mermaid)"))
    var format: GraphFormat?

    @Option(help: ArgumentHelp("Where to; standard output where there is none.", valueName: "file"))
    var file: String?

    func validate() throws {
        try PathCheck.refuseEmpty("--file", file)
        if let file, format == nil { _ = try GraphFormat(path: file) }
    }

    func run(on console: Console) async throws {
        let workflow = try ShippedWorkflow.named(name)
        let graph = WorkflowGraph(try workflow.machine, title: workflow.rawValue)
        let format = try format ?? file.map(GraphFormat.init(path:)) ?? .mermaid
        let text = format.text(of: graph)
        guard let file else { return console.print(text) }
        try FileWriter.write(text, to: file)
    }
}

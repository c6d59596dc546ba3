internal import ArgumentParser
internal import RenditionsWorkflow

/// `renditions deploy document`.
struct DeployDocumentCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "document",
        abstract: "Prints workflows as Step Functions gets them.",
        usage: """
            renditions deploy document [--workflow <name|file>] [--function <arn>]
                [--out <folder>]
            """,
        discussion: """
            A document as it is carried out everywhere, with what only AWS needs: retriers for faults of Lambda \
            itself, and what tasks are told of their execution. Deploy/aws/workflows holds what this prints.
            """)

    @OptionGroup var workflows: WorkflowsOption

    @Option(
        help: ArgumentHelp(
            "The function that carries tasks out, in place of the name that a deployment replaces.", valueName: "arn"))
    var function = TaskRegistry.tasksFunction

    @Option(help: ArgumentHelp("Writes a file for each workflow into this folder.", valueName: "folder"))
    var out: String?

    func validate() throws { try PathCheck.refuseEmpty("--out", out) }

    func run(on console: Console) async throws {
        let workflows = try workflows.load()
        let documents = try workflows.map { ($0.name, try $0.published(function: function)) }
        if let out {
            try FileWriter.makeFolder(out)
            for (name, document) in documents {
                try FileWriter.write(document.prettyJSON, to: "\(out)/\(name).asl.json")
            }
            return
        }
        // One by itself, so that it can be handed on.
        if let (_, document) = documents.first, documents.count == 1 { return console.print(document.prettyJSON) }
        let all = JSONValue.object(JSONObject(documents.map { .init(key: $0.0, value: $0.1) }))
        console.print(all.prettyJSON)
    }
}

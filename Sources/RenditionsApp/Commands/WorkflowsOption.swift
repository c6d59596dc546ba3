internal import ArgumentParser

/// Which workflows a deployment has.
struct WorkflowsOption: ParsableArguments {
    @Option(
        name: .customLong("workflow"),
        help: ArgumentHelp(
            "A workflow that is deployed: a name, or a document of the States Language. Can be repeated. (default: "
                + "all that come with the tool)",
            valueName: "name|file"))
    var names: [String] = []

    /// - Throws: ``ToolFailure``, `WorkflowError`.
    func load() throws -> [DeployedWorkflow] { try DeployedWorkflow.all(named: names) }
}

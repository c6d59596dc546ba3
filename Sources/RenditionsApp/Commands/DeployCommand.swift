internal import ArgumentParser

/// `renditions deploy`.
struct DeployCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deploy",
        abstract: "Prints what a deployment to AWS is made of: policies and workflows.",
        subcommands: [DeployPolicyCommand.self, DeployDocumentCommand.self])
}

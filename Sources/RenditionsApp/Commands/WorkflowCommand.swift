internal import ArgumentParser

/// `renditions workflow`.
struct WorkflowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "workflow",
        abstract: "Looks at the executions of an output folder, and at the workflows themselves.",
        subcommands: [
            WorkflowListCommand.self, WorkflowShowCommand.self, WorkflowHistoryCommand.self,
            WorkflowCancelCommand.self, WorkflowRedriveCommand.self, WorkflowStatesCommand.self,
            WorkflowGraphCommand.self,
        ])
}

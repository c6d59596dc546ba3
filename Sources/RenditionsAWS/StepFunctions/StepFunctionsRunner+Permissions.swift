package import RenditionsWorkflow

extension StepFunctionsRunner {
    /// What something is done to, when a role is allowed it.
    package enum Target: Hashable, Sendable, CaseIterable {
        case machine
        case execution
        /// Actions that know no resources.
        case account
    }

    /// What a role must be allowed to run what others have published.
    package static func permissions(for use: RunnerUse, on target: Target) -> [String] {
        permissions(for: use).filter { self.target(of: $0) == target }
    }

    /// All of it.
    package static var permissions: [String] { Set(RunnerUse.allCases.flatMap(permissions(for:))).sorted() }

    /// What it must be allowed besides to publish. To hand the machines' role on is one of them.
    package static let publishingPermissions = [
        "iam:PassRole", "states:CreateStateMachine", "states:CreateStateMachineAlias",
        "states:DescribeStateMachineAlias",
        "states:ListStateMachineVersions", "states:PublishStateMachineVersion", "states:UpdateStateMachine",
        "states:UpdateStateMachineAlias",
    ]

    private static func permissions(for use: RunnerUse) -> [String] {
        // An execution, and the document that it carries out.
        let describing = [
            "states:DescribeExecution", "states:DescribeStateMachine", "states:DescribeStateMachineForExecution",
        ]
        return switch use {
        case .start: ["states:StartExecution"] + describing
        case .describe: describing
        case .history: ["states:GetExecutionHistory"]
        case .list: ["states:ListExecutions", "states:ListStateMachines"] + describing
        case .cancel: ["states:StopExecution"] + describing
        case .redrive: ["states:RedriveExecution"] + describing
        }
    }

    private static func target(of action: String) -> Target {
        switch action {
        case "states:ListStateMachines": .account
        case "states:DescribeStateMachine", "states:ListExecutions", "states:StartExecution": .machine
        default: .execution
        }
    }
}

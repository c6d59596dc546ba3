import AWSServers
import RenditionsAWS
import RenditionsTesting
import RenditionsWorkflow
import Testing

@Suite(.enabled(if: AWSServerKind.emulator.isWanted, "The emulator is not installed; `make aws-deps` does so."))
struct StepFunctionsConformanceTests {
    /// What can't be shown on Step Functions, and why.
    static let exceptions = [
        "waits-end": "A day passes there.",
        "workflows-may-take-so-long": "A minute passes there.",
        "slow-attempts-time-out-and-are-cancelled": "Lambda lets functions come to their end.",
        "a-failed-branch-cancels-the-others": "Lambda lets functions come to their end.",
        "cancel-ends-what-runs": "Lambda lets functions come to their end.",
        "failed-attempts-are-made-again": "A function that a document calls by its ARN is not told its attempt.",
        "redrive-goes-on-from-what-failed": "A function that a document calls by its ARN is not told its state.",
        "caught-errors-go-to-the-handler": "Lambda wraps the cause of an error.",
    ]

    static var checks: [WorkflowRunnerCheck] {
        WorkflowRunnerCheck.all.filter { exceptions[$0.name] == nil }
    }

    @Test func whatIsLeftOutExists() {
        #expect(Set(Self.exceptions.keys).subtracting(WorkflowRunnerCheck.all.map(\.name)) == [])
    }

    @Test(arguments: checks) func conforms(_ check: WorkflowRunnerCheck) async throws {
        try await EmulatedMachines.with(functions: ["f", "hang", "fail", "slow", "quick", "double"]) { machines in
            try await check { registry, _ in
                machines.bridge.use(registry)
                return try machines.runner()
            }
        }
    }
}

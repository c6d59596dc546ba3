import RenditionsWorkflow
import Testing

/// What a workflow sees of an error that a task throws.
@Suite("Failures of tasks")
struct TaskFailureTests {
    private struct Unreadable: Error {
        let path: String
    }

    private struct Named: WorkflowTaskError {
        let errorName: String
        var errorMessage: String { "said to people" }
    }

    private func outcome(throwing error: any Error) async throws -> ExecutionOutcome {
        var registry = TaskRegistry()
        registry.register(function: "f") { _, _ in throw error }
        let runner = InProcessRunner(registry: registry)
        let request = StartRequest(workflow: "w", machine: try StateMachine(json: taskMachine("")), input: [:])
        return try await runner.outcome(of: runner.start(request).identity)
    }

    @Test func whatAnErrorHoldsIsNotKept() async throws {
        let outcome = try await outcome(throwing: Unreadable(path: "/home/someone/secret.jpg"))
        #expect(
            outcome
                == .failed(error: "Unreadable", cause: #"{"errorMessage":"Unreadable","errorType":"Unreadable"}"#))
    }

    @Test func errorsForWorkflowsSayTheirText() async throws {
        #expect(
            try await outcome(throwing: Named(errorName: "Bank.Refused"))
                == .failed(
                    error: "Bank.Refused", cause: #"{"errorMessage":"said to people","errorType":"Bank.Refused"}"#))
    }

    @Test(arguments: [
        ("States.Runtime", "States.TaskFailed"), ("States.DataLimitExceeded", "States.TaskFailed"),
        ("States.ALL", "States.TaskFailed"), ("States.Mine", "States.TaskFailed"),
        ("States.TaskFailed", "States.TaskFailed"), ("States.Timeout", "States.Timeout"),
        ("States.HeartbeatTimeout", "States.HeartbeatTimeout"), ("StatesOfMine", "StatesOfMine"),
    ])
    func namesOfTheLanguageAreNotForged(_ name: String, _ expected: String) async throws {
        for error: any Error in [Named(errorName: name), StateFailure(error: name, cause: nil)] {
            guard case .failed(let found, _) = try await outcome(throwing: error) else {
                Issue.record("It must fail.")
                return
            }
            #expect(found == expected)
        }
    }
}

package import RenditionsWorkflow

/// Runs a case on a runner, on a clock that hurries.
package struct ASLRunnerTrial: Sendable {
    /// How many seconds of a case pass in one.
    private static let factor = 50

    private let makeRunner: @Sendable (TaskRegistry, WorkflowClock) throws -> any WorkflowRunner

    package init(_ makeRunner: @escaping @Sendable (TaskRegistry, WorkflowClock) throws -> any WorkflowRunner) {
        self.makeRunner = makeRunner
    }

    /// - Throws: `WorkflowError` when the document is refused.
    package func run(_ trial: ASLCase) async throws -> ASLResult {
        let machine = try StateMachine(document: trial.definition)
        let clock = HurriedClock(factor: Self.factor)
        var registry = TaskRegistry()
        registry.unknownFunctions = .fail
        registry.items = trial.items
        for (name, function) in trial.functions {
            registry.register(function: name) { payload, _ in
                if function.delay > 0 { try await clock.sleep(for: .seconds(function.delay)) }
                switch function.answer(payload) {
                case .output(let output): return output
                case .failure(let error, let cause): throw StateFailure(error: error, cause: cause)
                }
            }
        }
        let runner = try makeRunner(registry, WorkflowClock(clock))
        let execution = try await runner.start(
            StartRequest(workflow: "case", machine: machine, name: "case", input: trial.input)
        ).identity
        let outcome = try await runner.outcome(of: execution)
        return ASLResult(outcome, events: try await runner.history(of: execution))
    }
}

import RenditionsWorkflow

/// One run of a check: how to make the runner, and what checks ask of it again and again.
struct WorkflowRunnerTrial: Sendable {
    let makeRunner: WorkflowRunnerCheck.MakeRunner

    /// A runner with these functions.
    func runner(_ functions: [String: TaskRegistry.Function] = [:]) async throws -> any WorkflowRunner {
        var registry = TaskRegistry()
        for (name, function) in functions { registry.register(function: name, function) }
        return try await makeRunner(registry, WorkflowClock(InstantClock()))
    }

    /// A machine of these states, which begins with the one named first.
    func machine(_ start: String, _ states: String) throws -> StateMachine {
        try StateMachine(json: "{\"StartAt\": \"\(start)\", \"States\": {\(states)}}")
    }

    /// A state that calls a function, with these fields besides.
    func task(_ name: String, _ function: String, _ fields: String = "\"End\": true") -> String {
        "\"\(name)\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:lambda:local:000000000000:function:\(function)\", \(fields)}"
    }

    /// A machine of one Pass state.
    func passing() throws -> StateMachine { try machine("Only", "\"Only\": {\"Type\": \"Pass\", \"End\": true}") }

    func request(_ machine: StateMachine, _ input: JSONValue = [:], name: String? = nil) -> StartRequest {
        StartRequest(workflow: "checked", machine: machine, name: name, input: input)
    }

    /// Runs to the end.
    func outcome(
        _ runner: any WorkflowRunner, _ machine: StateMachine, _ input: JSONValue = [:]
    ) async throws -> ExecutionOutcome {
        try await runner.outcome(of: runner.start(request(machine, input)).identity)
    }
}

/// Runs a call that has to fail with this code.
///
/// - Throws: ``CheckFailure`` when the call returns, or fails otherwise.
func expectError(
    _ code: WorkflowError.Code, _ call: String, fileID: StaticString = #fileID, line: Int = #line,
    _ body: () async throws -> Void
) async throws {
    do {
        try await body()
    } catch let error as WorkflowError where error.code == code {
        return
    } catch {
        throw CheckFailure("\(call) must throw \(code), not this.", cause: error, fileID: fileID, line: line)
    }
    throw CheckFailure("\(call) must throw \(code), and returned.", fileID: fileID, line: line)
}

/// A workflow that has become a document, with the types of its input and its output.
public struct LoweredWorkflow<Input: Codable & Sendable, Output: Codable & Sendable>: Sendable {
    public let name: String
    public let machine: StateMachine

    init(_ node: some WorkflowNode<Input, Output>, named name: String, function: String) throws {
        var lowering = WorkflowLowering(function: function)
        let start = node.lower(into: &lowering, then: .end)
        var faults = lowering.duplicates.map {
            DocumentFault(.invalid, at: "/States/\($0)", "Two states of the workflow have this name.")
        }
        guard case .state(let first) = start else {
            faults.append(DocumentFault(.invalid, at: "/States", "The workflow has no states."))
            throw WorkflowError(.invalidDocument, "The workflow \(name) can't be lowered.", faults: faults)
        }
        guard faults.isEmpty else {
            throw WorkflowError(.invalidDocument, "The workflow \(name) can't be lowered.", faults: faults)
        }
        self.name = name
        machine = try StateMachine(document: .object(lowering.document(from: first)))
    }
}

extension WorkflowRunner {
    /// Begins an execution, or joins the one that has the name and the input already.
    ///
    /// - Throws: as ``start(_:)``; ``WorkflowError`` with code `invalid-request` when the input has no JSON form.
    public func start<Input, Output>(
        _ workflow: LoweredWorkflow<Input, Output>, name: String? = nil, input: Input
    ) async throws -> ExecutionDescription {
        try await start(
            StartRequest(
                workflow: workflow.name, machine: workflow.machine, name: name, input: JSONValue(encoding: input)))
    }

    /// Begins an execution and waits for its output.
    ///
    /// - Throws: as ``run(_:)``.
    public func run<Input, Output>(
        _ workflow: LoweredWorkflow<Input, Output>, name: String? = nil, input: Input
    ) async throws -> Output {
        try await run(
            StartRequest(
                workflow: workflow.name, machine: workflow.machine, name: name, input: JSONValue(encoding: input))
        ).decoded()
    }
}

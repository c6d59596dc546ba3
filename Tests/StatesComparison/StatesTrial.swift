package import RenditionsWorkflow

/// A workflow with an input, to be carried out by two interpreters.
package struct StatesTrial: Sendable, CustomStringConvertible {
    package let name: String
    package let machine: StateMachine
    package let input: JSONValue
    /// Where the other interpreter is known to do otherwise than AWS.
    package let known: [KnownDifference]
    /// Whether a failure ends branches beside it, in a place that chance decides: then neither the states that were entered nor
    /// the calls are compared.
    let cutsBranchesShort: Bool
    /// Makes the tasks anew for each interpreter, so that neither sees what the other has done.
    let registry: @Sendable () async throws -> TaskRegistry

    package var description: String { name }

    package init(
        _ name: String, _ machine: StateMachine, input: JSONValue, known: [KnownDifference] = [],
        cutsBranchesShort: Bool = false, registry: @escaping @Sendable () async throws -> TaskRegistry
    ) {
        self.name = name
        self.machine = machine
        self.input = input
        self.known = known
        self.cutsBranchesShort = cutsBranchesShort
        self.registry = registry
    }

    /// - Parameter name: what sets the trial apart from others of the workflow.
    /// - Throws: `WorkflowError` where the workflow can't be lowered, or the input has no JSON form.
    package init<Input, Output>(
        _ name: String, _ workflow: some Workflow<Input, Output>, input: Input, known: [KnownDifference] = [],
        cutsBranchesShort: Bool = false, registry: @escaping @Sendable () async throws -> TaskRegistry
    ) throws {
        let lowered = try workflow.lowered()
        self.init(
            "\(lowered.name): \(name)", lowered.machine, input: try JSONValue(encoding: input), known: known,
            cutsBranchesShort: cutsBranchesShort, registry: registry)
    }
}

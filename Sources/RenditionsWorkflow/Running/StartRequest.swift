/// A workflow to be carried out with an input.
public struct StartRequest: Sendable {
    /// What the workflow is called, 1 to 80 characters.
    public var workflow: String
    public var machine: StateMachine
    /// What the execution is called, 1 to 80 characters; nil for a name that nobody has. Starting twice under one name
    /// with one input is starting once.
    public var name: String?
    public var input: JSONValue

    public init(workflow: String, machine: StateMachine, name: String? = nil, input: JSONValue) {
        self.workflow = workflow
        self.machine = machine
        self.name = name
        self.input = input
    }

    /// Checks names, tasks and size, and gives the execution a name where it has none.
    ///
    /// - Throws: ``WorkflowError`` with codes `invalid-request`, `unregistered-task`, `payload-too-large`.
    public func validated(
        against registry: TaskRegistry, limits: ExecutionLimits, random: () -> UInt64
    ) throws -> ExecutionIdentity {
        let identity = ExecutionIdentity(
            workflow: workflow,
            name: name ?? String(random(), radix: 36) + "-" + String(random(), radix: 36))
        for text in [identity.workflow, identity.name] where !Self.isName(text) {
            throw WorkflowError(
                .invalidRequest,
                "'\(text)' can't name a workflow or an execution: 1 to 80 characters without spaces, control "
                    + "characters and any of <>{}[]?*\"#%\\^|~`$&,;:/ can.")
        }
        try registry.validate(machine)
        let size = input.encodedSize(limit: limits.payloadBytes)
        guard size <= limits.payloadBytes else {
            throw WorkflowError(
                .payloadTooLarge,
                "The input has more than \(limits.payloadBytes) bytes; pass keys of stored objects instead of their content."
            )
        }
        return identity
    }

    private static let forbidden = Set("<>{}[]?*\"#%\\^|~`$&,;:/".unicodeScalars)

    private static func isName(_ text: String) -> Bool {
        (1...80).contains(text.unicodeScalars.count)
            && text.unicodeScalars.allSatisfy {
                !forbidden.contains($0) && !$0.properties.isWhitespace && $0.properties.generalCategory != .control
            }
    }
}

/// What an execution is called. Tasks and documents see it in the context object.
public struct ExecutionIdentity: Codable, Hashable, Sendable {
    /// The workflow's name.
    public var workflow: String
    /// The execution's name, unique in its workflow.
    public var name: String

    public init(workflow: String, name: String) {
        self.workflow = workflow
        self.name = name
    }

    /// The form of an ARN, as documents may expect it.
    var executionID: String { "arn:aws:states:local:000000000000:execution:\(workflow):\(name)" }
    var machineID: String { "arn:aws:states:local:000000000000:stateMachine:\(workflow)" }
}

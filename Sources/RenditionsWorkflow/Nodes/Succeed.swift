/// The end with success. The value is what the workflow, or the branch, gives. Nothing may stand behind it.
public struct Succeed<Value: Codable & Sendable>: WorkflowNode {
    private let name: String

    public typealias Input = Value
    public typealias Output = Value

    /// - Parameter name: the state's name, a wire contract, 1 to 80 characters.
    public init(_ name: String) { self.name = name }

    public func lower(into lowering: inout WorkflowLowering, then next: WorkflowTarget) -> WorkflowTarget {
        lowering.add(name, ["Type": "Succeed"])
        return .state(name)
    }
}

extension WorkflowNode {
    /// The end with success behind the node.
    public func succeed(_ name: String) -> Joined<Self, Succeed<Output>> {
        Joined(before: self, after: Succeed(name))
    }
}

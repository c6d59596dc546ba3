/// The end with success. The value is what the workflow, or the branch, gives. Nothing may stand behind it.
public struct Succeed: Sendable {
    let name: String

    /// - Parameter name: the state's name, a wire contract, 1 to 80 characters.
    public init(_ name: String) { self.name = name }
}

/// A ``Succeed`` that knows what stands before it.
public struct SucceedNode<Value: Codable & Sendable>: WorkflowNode {
    private let succeed: Succeed

    public typealias Input = Value
    public typealias Output = Value

    public init(_ succeed: Succeed) { self.succeed = succeed }

    public func lower(into lowering: inout WorkflowLowering, then next: WorkflowTarget) -> WorkflowTarget {
        lowering.add(succeed.name, ["Type": "Succeed"])
        return .state(succeed.name)
    }
}

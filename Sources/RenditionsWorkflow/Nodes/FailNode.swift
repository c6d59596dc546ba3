/// A ``Fail`` that knows what stands before it.
public struct FailNode<Input: Codable & Sendable>: WorkflowNode {
    private let fail: Fail

    /// Nothing comes after it.
    public typealias Output = Never

    public init(_ fail: Fail) { self.fail = fail }

    public func lower(into lowering: inout WorkflowLowering, then next: WorkflowTarget) -> WorkflowTarget {
        lowering.add(fail.name, fail.fields)
        return .state(fail.name)
    }
}

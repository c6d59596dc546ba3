/// A part of a workflow that takes a value and gives one. Parts join only where the types agree.
///
/// A node is a description: nothing runs before it is lowered to a ``StateMachine``. Applications compose the nodes that
/// are here, and name what they compose with ``Workflow``.
public protocol WorkflowNode<Input, Output>: Sendable {
    associatedtype Input: Codable & Sendable
    associatedtype Output: Codable & Sendable

    /// Writes the node's states down, so that they lead on to `next`.
    ///
    /// - Returns: where what comes before has to lead: the node's first state, or `next` when it has none.
    func lower(into lowering: inout WorkflowLowering, then next: WorkflowTarget) -> WorkflowTarget
}

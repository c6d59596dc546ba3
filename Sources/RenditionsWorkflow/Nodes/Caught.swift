/// A node with another that is carried out when it fails.
public struct Caught<Node: WorkflowNode, Handler: WorkflowNode>: WorkflowNode
where Handler.Input == Failure<Node.Input>, Handler.Output == Node.Output {
    let node: Node
    let errors: [String]
    let handler: Handler

    public typealias Input = Node.Input
    public typealias Output = Node.Output

    public func lower(into lowering: inout WorkflowLowering, then next: WorkflowTarget) -> WorkflowTarget {
        guard
            var state = lowering.guardedState(
                node, wrapping: { $0["Catch"] != nil || $0["InputPath"] != nil })
        else { return next }
        var handling = lowering.skipTarget(handler, then: next, of: "\(state.name).caught")
        handling = handler.lower(into: &lowering, then: handling)
        guard case .state(let first) = handling else { return next }
        // The input stands beside the error: the handler sees both, whatever kind of value the input is.
        state.fields["InputPath"] = "$.input"
        state.fields["Catch"] = [
            ["ErrorEquals": .array(errors.map { .string($0) }), "ResultPath": "$.error", "Next": .string(first)]
        ]
        let guarded = lowering.add(state.name, state.fields, then: next)
        return lowering.add(
            "\(state.name).input", ["Type": "Pass", "Parameters": ["input.$": "$"]], then: guarded)
    }
}

extension WorkflowNode {
    /// Has a handler carried out when the node fails with one of these errors: it sees the node's input and the error,
    /// and gives what the node would have given.
    public func `catch`<Handler: WorkflowNode>(
        _ errors: [String] = [ErrorName.all], @WorkflowBuilder handler: () -> Handler
    ) -> Caught<Self, Handler> where Handler.Input == Failure<Input>, Handler.Output == Output {
        Caught(node: self, errors: errors, handler: handler())
    }
}

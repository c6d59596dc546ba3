/// A node that is carried out again after it failed.
public struct Retried<Node: WorkflowNode>: WorkflowNode {
    let node: Node
    let retry: Retry

    public typealias Input = Node.Input
    public typealias Output = Node.Output

    public func lower(into lowering: inout WorkflowLowering, then next: WorkflowTarget) -> WorkflowTarget {
        // The service looks at retriers before catchers, so what has a catcher already is retried as a whole.
        guard var state = lowering.guardedState(node, wrapping: { $0["Catch"] != nil }) else { return next }
        state.fields["Retry"] = .array((state.fields["Retry"]?.arrayValue ?? []) + [retry.document])
        return lowering.add(state.name, state.fields, then: next)
    }
}

extension WorkflowNode {
    /// Carries the node out again after it failed. The first of several that matches an error counts.
    public func retry(_ retry: Retry = Retry()) -> Retried<Self> { Retried(node: self, retry: retry) }

    /// Carries the node out again after one of these errors, up to so many times more.
    public func retry(_ errors: [String], attempts: Int) -> Retried<Self> {
        retry(Retry(errors, attempts: attempts))
    }
}

extension WorkflowLowering {
    /// A node as one state that retriers and catchers can stand on. A node of several states, or of one that can't bear
    /// them, becomes the only branch of a Parallel state.
    ///
    /// - Parameter wrapping: whether a single state has to be wrapped all the same.
    /// - Returns: nil when the node has no states.
    mutating func guardedState(_ node: some WorkflowNode, wrapping: (JSONObject) -> Bool) -> State? {
        var inner = WorkflowLowering(function: function)
        guard case .state(let start) = node.lower(into: &inner, then: .end) else { return nil }
        note(inner)
        if inner.states.count == 1, let only = inner.states.first, !wrapping(only.fields) {
            switch only.fields["Type"]?.stringValue {
            case "Task", "Parallel", "Map": return only
            default: break
            }
        }
        return State(
            name: "\(start).guarded",
            fields: [
                "Type": "Parallel", "Branches": [.object(inner.document(from: start))], "OutputPath": "$[0]",
            ])
    }

    /// A state to lead to where a rule must name one. A node without states before the end needs one that ends.
    mutating func skipTarget(_ node: some WorkflowNode, then next: WorkflowTarget, of name: String) -> WorkflowTarget {
        guard case .end = next else { return next }
        var trial = WorkflowLowering(function: function)
        guard case .end = node.lower(into: &trial, then: .end) else { return next }
        return add(name, ["Type": "Pass"], then: .end)
    }
}

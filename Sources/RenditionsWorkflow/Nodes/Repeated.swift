/// What an `if` without `else`, or a `for`, in a body comes to: the same kind of node any number of times.
public struct Repeated<Node: WorkflowNode>: WorkflowNode where Node.Input == Node.Output {
    let nodes: [Node]

    public typealias Input = Node.Input
    public typealias Output = Node.Output

    public func lower(into lowering: inout WorkflowLowering, then next: WorkflowTarget) -> WorkflowTarget {
        nodes.reversed().reduce(next) { $1.lower(into: &lowering, then: $0) }
    }
}

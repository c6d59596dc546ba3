/// What an `if` with `else`, or a `switch`, in a body comes to.
public enum Either<First: WorkflowNode, Second: WorkflowNode>: WorkflowNode
where First.Input == Second.Input, First.Output == Second.Output {
    case first(First)
    case second(Second)

    public typealias Input = First.Input
    public typealias Output = First.Output

    public func lower(into lowering: inout WorkflowLowering, then next: WorkflowTarget) -> WorkflowTarget {
        switch self {
        case .first(let node): node.lower(into: &lowering, then: next)
        case .second(let node): node.lower(into: &lowering, then: next)
        }
    }
}

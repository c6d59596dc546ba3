/// One node after another.
public struct Joined<Before: WorkflowNode, After: WorkflowNode>: WorkflowNode where Before.Output == After.Input {
    let before: Before
    let after: After

    public typealias Input = Before.Input
    public typealias Output = After.Output

    public func lower(into lowering: inout WorkflowLowering, then next: WorkflowTarget) -> WorkflowTarget {
        let rest = after.lower(into: &lowering, then: next)
        return before.lower(into: &lowering, then: rest)
    }
}

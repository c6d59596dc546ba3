/// Several nodes as one, where one is asked for: a branch of a ``Parallel``, or what a modifier is for.
public struct Steps<Body: WorkflowNode>: WorkflowNode {
    let node: Body

    public init(@WorkflowBuilder _ body: () -> Body) { node = body() }

    public typealias Input = Body.Input
    public typealias Output = Body.Output

    public func lower(into lowering: inout WorkflowLowering, then next: WorkflowTarget) -> WorkflowTarget {
        node.lower(into: &lowering, then: next)
    }
}

/// Puts the branches of a ``Parallel`` side by side. Each node is a branch.
@resultBuilder
public enum ParallelBuilder {
    public static func buildPartialBlock<Node: WorkflowNode>(
        first: Node
    ) -> ParallelBranches<Node.Input, Node.Output> { ParallelBranches(nodes: [first]) }

    public static func buildPartialBlock<Input, each Result, Node: WorkflowNode>(
        accumulated: ParallelBranches<Input, repeat each Result>, next: Node
    ) -> ParallelBranches<Input, repeat each Result, Node.Output> where Node.Input == Input {
        ParallelBranches(nodes: accumulated.nodes + [next])
    }
}

/// Joins the nodes of a body. Each takes what the one before gives.
@resultBuilder
public enum WorkflowBuilder {
    public static func buildPartialBlock<Node: WorkflowNode>(first: Node) -> Node { first }

    // There is exactly one of these, so that the compiler says which two types do not meet.
    public static func buildPartialBlock<Before: WorkflowNode, After: WorkflowNode>(
        accumulated: Before, next: After
    ) -> Joined<Before, After> where Before.Output == After.Input {
        Joined(before: accumulated, after: next)
    }

    /// A case of a ``Choice`` that only fails.
    public static func buildPartialBlock(first: Fail) -> Fail { first }

    /// Nothing at all: the value goes on as it is.
    public static func buildBlock() -> Nothing { Nothing() }

    // `if` and `for` shape the document, so what may be missing must give what it takes.

    public static func buildOptional<Node: WorkflowNode>(_ node: Node?) -> Repeated<Node>
    where Node.Input == Node.Output {
        Repeated(nodes: node.map { [$0] } ?? [])
    }

    public static func buildArray<Node: WorkflowNode>(_ nodes: [Node]) -> Repeated<Node>
    where Node.Input == Node.Output {
        Repeated(nodes: nodes)
    }

    public static func buildEither<First: WorkflowNode, Second: WorkflowNode>(
        first: First
    ) -> Either<First, Second> where First.Input == Second.Input, First.Output == Second.Output { .first(first) }

    public static func buildEither<First: WorkflowNode, Second: WorkflowNode>(
        second: Second
    ) -> Either<First, Second> where First.Input == Second.Input, First.Output == Second.Output { .second(second) }

    public static func buildLimitedAvailability<Node: WorkflowNode>(_ node: Node) -> Node { node }
}

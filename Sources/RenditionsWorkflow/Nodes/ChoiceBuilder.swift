/// Joins the cases of a ``Choice``. All take and give the same types; one that ends with ``Fail`` gives nothing.
@resultBuilder
public enum ChoiceBuilder {
    public static func buildPartialBlock<Input, Node: WorkflowNode>(
        first: When<Input, Node>
    ) -> OpenChoice<Input, Node.Output> where Node.Input == Input {
        OpenChoice(cases: [.init(rule: first.condition.rule, node: first.body)])
    }

    public static func buildPartialBlock<Input>(first: When<Input, Fail>) -> OpenChoice<Input, Never> {
        OpenChoice(cases: [.init(rule: first.condition.rule, node: FailNode<Input>(first.body))])
    }

    public static func buildPartialBlock<Input, Node: WorkflowNode>(
        accumulated: OpenChoice<Input, Node.Output>, next: When<Input, Node>
    ) -> OpenChoice<Input, Node.Output> where Node.Input == Input {
        OpenChoice(cases: accumulated.cases + [.init(rule: next.condition.rule, node: next.body)])
    }

    @_disfavoredOverload
    public static func buildPartialBlock<Input, Node: WorkflowNode>(
        accumulated: OpenChoice<Input, Never>, next: When<Input, Node>
    ) -> OpenChoice<Input, Node.Output> where Node.Input == Input {
        OpenChoice(
            cases: accumulated.cases.map { .init(rule: $0.rule, node: $0.node) }
                + [.init(rule: next.condition.rule, node: next.body)])
    }

    public static func buildPartialBlock<Input, Output>(
        accumulated: OpenChoice<Input, Output>, next: When<Input, Fail>
    ) -> OpenChoice<Input, Output> {
        OpenChoice(
            cases: accumulated.cases + [.init(rule: next.condition.rule, node: FailNode<Input>(next.body))])
    }

    public static func buildPartialBlock<Input, Node: WorkflowNode>(
        accumulated: OpenChoice<Input, Node.Output>, next: Otherwise<Node>
    ) -> ClosedChoice<Input, Node.Output> where Node.Input == Input {
        ClosedChoice(cases: accumulated.cases, otherwise: next.body)
    }

    @_disfavoredOverload
    public static func buildPartialBlock<Input, Node: WorkflowNode>(
        accumulated: OpenChoice<Input, Never>, next: Otherwise<Node>
    ) -> ClosedChoice<Input, Node.Output> where Node.Input == Input {
        ClosedChoice(
            cases: accumulated.cases.map { .init(rule: $0.rule, node: $0.node) }, otherwise: next.body)
    }

    public static func buildPartialBlock<Input, Output>(
        accumulated: OpenChoice<Input, Output>, next: Otherwise<Fail>
    ) -> ClosedChoice<Input, Output> {
        ClosedChoice(cases: accumulated.cases, otherwise: FailNode<Input>(next.body))
    }

    public static func buildPartialBlock<Value>(
        accumulated: OpenChoice<Value, Value>, next: Otherwise<Nothing>
    ) -> ClosedChoice<Value, Value> { ClosedChoice(cases: accumulated.cases, otherwise: nil) }

    @_disfavoredOverload
    public static func buildPartialBlock<Value>(
        accumulated: OpenChoice<Value, Never>, next: Otherwise<Nothing>
    ) -> ClosedChoice<Value, Value> {
        ClosedChoice(cases: accumulated.cases.map { .init(rule: $0.rule, node: $0.node) }, otherwise: nil)
    }
}

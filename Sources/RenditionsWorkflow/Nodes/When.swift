/// One case of a ``Choice``: what is carried out where the condition holds.
public struct When<Input, Body: Sendable>: Sendable {
    let condition: Condition<Input>
    let body: Body

    public init(_ condition: Condition<Input>, @WorkflowBuilder _ body: () -> Body) {
        self.condition = condition
        self.body = body()
    }
}

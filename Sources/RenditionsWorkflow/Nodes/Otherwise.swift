/// The last case of a ``Choice``: what is carried out where no condition holds. An empty one lets the value go on.
public struct Otherwise<Body: Sendable>: Sendable {
    let body: Body

    public init(@WorkflowBuilder _ body: () -> Body) { self.body = body() }
}

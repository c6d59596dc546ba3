/// With what a Fail state ends an execution.
struct FailDefinition: Hashable, Sendable {
    let error: Expression?
    let cause: Expression?
}

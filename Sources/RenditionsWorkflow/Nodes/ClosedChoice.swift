/// Cases of a ``Choice`` with the one for everything else.
public struct ClosedChoice<Input: Codable & Sendable, Output: Codable & Sendable>: Sendable {
    let cases: [OpenChoice<Input, Output>.Case]
    /// Nil where the value goes on as it is.
    let otherwise: (any WorkflowNode)?
}

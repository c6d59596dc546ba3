/// The branches of a ``Parallel``.
public struct ParallelBranches<Input: Codable & Sendable, each Result: Codable & Sendable>: Sendable {
    let nodes: [any WorkflowNode]
}

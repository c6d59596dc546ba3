/// Several branches at once, each with the same input. Their results stand side by side, each with its own type.
///
/// ```swift
/// Parallel("look") {
///     Step(Measure.self)
///     Steps {
///         Step(Decode.self)
///         Step(Classify.self)
///     }
/// }
/// ```
///
/// When one branch fails, the others are cancelled and the whole fails with its error.
public struct Parallel<Input: Codable & Sendable, each Result: Codable & Sendable>: WorkflowNode {
    public typealias Output = ParallelResults<repeat each Result>

    private let name: String
    private let branches: ParallelBranches<Input, repeat each Result>

    /// - Parameter name: the state's name, a wire contract, 1 to 80 characters.
    public init(_ name: String, @ParallelBuilder _ branches: () -> ParallelBranches<Input, repeat each Result>) {
        self.name = name
        self.branches = branches()
    }

    public func lower(into lowering: inout WorkflowLowering, then next: WorkflowTarget) -> WorkflowTarget {
        var levels: [JSONValue] = []
        for (index, node) in branches.nodes.enumerated() {
            levels.append(.object(lowering.level(node, of: "\(name).branch\(index + 1)")))
        }
        return lowering.add(name, ["Type": "Parallel", "Branches": .array(levels)], then: next)
    }
}

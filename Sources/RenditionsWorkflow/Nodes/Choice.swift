/// Goes one of several ways, by conditions on the value's fields. The first that holds counts.
///
/// ```swift
/// Choice("by-size") {
///     When(Photo.Fields.width > 10_000) { Step(Tile.self) }
///     When(Photo.Fields.width < 1) { Fail("empty", error: "Photo.empty", cause: "The photo has no pixels.") }
///     Otherwise { Step(Render.self) }
/// }
/// ```
public struct Choice<Input: Codable & Sendable, Output: Codable & Sendable>: WorkflowNode {
    private let name: String
    private let cases: ClosedChoice<Input, Output>

    /// - Parameter name: the state's name, a wire contract, 1 to 80 characters.
    public init(_ name: String, @ChoiceBuilder _ cases: () -> ClosedChoice<Input, Output>) {
        self.name = name
        self.cases = cases()
    }

    public func lower(into lowering: inout WorkflowLowering, then next: WorkflowTarget) -> WorkflowTarget {
        let otherwise = target(cases.otherwise, "otherwise", &lowering, next)
        var rules: [JSONValue] = []
        for (index, branch) in cases.cases.enumerated().reversed() {
            var rule = branch.rule
            rule["Next"] = .string(target(branch.node, "case\(index + 1)", &lowering, next))
            rules.insert(.object(rule), at: 0)
        }
        lowering.add(name, ["Type": "Choice", "Choices": .array(rules), "Default": .string(otherwise)])
        return .state(name)
    }

    /// The first state of a case. A rule must name one, also where a case has none.
    private func target(
        _ node: (any WorkflowNode)?, _ suffix: String, _ lowering: inout WorkflowLowering, _ next: WorkflowTarget
    ) -> String {
        if case .state(let first)? = node?.lower(into: &lowering, then: next) { return first }
        if case .state(let first) = next { return first }
        _ = lowering.add("\(name).\(suffix)", ["Type": "Pass"], then: .end)
        return "\(name).\(suffix)"
    }
}

/// The states of one level while nodes write them down. Nodes are lowered from the last to the first, because each has to
/// know where it leads.
public struct WorkflowLowering: Sendable {
    struct State: Sendable {
        var name: String
        var fields: JSONObject
    }

    /// The Lambda function that serves the tasks.
    let function: String
    private(set) var states: [State] = []
    /// Names that stand twice in a level within this one.
    private var innerDuplicates: [String] = []

    init(function: String) { self.function = function }

    /// Adds a state before all others.
    mutating func add(_ name: String, _ fields: JSONObject) {
        states.insert(State(name: name, fields: fields), at: 0)
    }

    mutating func add(_ added: [State]) { states.insert(contentsOf: added, at: 0) }

    /// Adds a state that leads on.
    mutating func add(_ name: String, _ fields: JSONObject, then next: WorkflowTarget) -> WorkflowTarget {
        var fields = fields
        fields.lead(to: next)
        add(name, fields)
        return .state(name)
    }

    /// A level of its own: a branch or an item processor.
    ///
    /// - Parameter name: whose level it is; a level without states gets one of that name and `.pass`.
    mutating func level(_ node: any WorkflowNode, of name: String) -> JSONObject {
        var inner = WorkflowLowering(function: function)
        let start = node.lower(into: &inner, then: .end)
        defer { note(inner) }
        if case .state(let start) = start { return inner.document(from: start) }
        _ = inner.add("\(name).pass", ["Type": "Pass"], then: .end)
        return inner.document(from: "\(name).pass")
    }

    /// Remembers what is wrong with a level within this one.
    mutating func note(_ inner: WorkflowLowering) { innerDuplicates += inner.duplicates }

    func document(from start: String) -> JSONObject {
        [
            "StartAt": .string(start),
            "States": .object(JSONObject(states.map { .init(key: $0.name, value: .object($0.fields)) })),
        ]
    }

    /// The names that stand there twice.
    var duplicates: [String] {
        var seen: Set<String> = []
        return states.map(\.name).filter { !seen.insert($0).inserted } + innerDuplicates
    }
}

extension JSONObject {
    mutating func lead(to target: WorkflowTarget) {
        self["Next"] = nil
        self["End"] = nil
        switch target {
        case .state(let name): self["Next"] = .string(name)
        case .end: self["End"] = true
        }
    }
}

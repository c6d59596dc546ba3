import RenditionsWorkflow

/// A task that does next to nothing.
struct Count: WorkflowTask {
    static let name: TaskName = "count"

    struct Value: Codable, Sendable {
        var key: String
        var count: Int
    }

    func run(_ value: Value, in context: TaskContext) async throws -> Value {
        Value(key: value.key, count: value.count + 1)
    }
}

/// Twenty steps in a row.
struct SpeedWorkflow: Workflow {
    static let name = "speed"
    static let steps = 20

    var body: some WorkflowNode<Count.Value, Count.Value> {
        for index in 0..<Self.steps { Step(Count.self, name: "count-\(index)") }
    }

    static func lowered() throws -> LoweredWorkflow<Count.Value, Count.Value> { try SpeedWorkflow().lowered() }
}

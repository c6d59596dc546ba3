/// A task as a step of a workflow.
public struct Step<Task: WorkflowTask>: WorkflowNode {
    /// The state's name.
    let name: String
    private var timeoutSeconds: Int?
    private var heartbeatSeconds: Int?

    public typealias Input = Task.Input
    public typealias Output = Task.Output

    /// - Parameter name: the state's name, a wire contract, 1 to 80 characters; the task's where there is none. Names are
    ///   unique in a workflow.
    public init(_ task: Task.Type, name: String? = nil) { self.name = name ?? Task.name.rawValue }

    /// How long one attempt may take, rounded up to whole seconds, at least 1. A longer one fails with `States.Timeout`.
    public func timeout(_ duration: Duration) -> Step {
        var step = self
        step.timeoutSeconds = duration.wholeSeconds
        return step
    }

    /// Within what time a task has to call ``TaskContext/heartbeat()`` again, rounded up to whole seconds, at least 1 and
    /// below the timeout. Otherwise the attempt fails with `States.HeartbeatTimeout`.
    public func heartbeat(_ duration: Duration) -> Step {
        var step = self
        step.heartbeatSeconds = duration.wholeSeconds
        return step
    }

    public func lower(into lowering: inout WorkflowLowering, then next: WorkflowTarget) -> WorkflowTarget {
        var fields: JSONObject = [
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": [
                "FunctionName": .string(lowering.function),
                "Payload": ["task": .string(Task.name.rawValue), "input.$": "$"],
            ],
            "OutputPath": "$.Payload",
        ]
        if let timeoutSeconds { fields["TimeoutSeconds"] = .integer(timeoutSeconds) }
        if let heartbeatSeconds { fields["HeartbeatSeconds"] = .integer(heartbeatSeconds) }
        return lowering.add(name, fields, then: next)
    }
}

extension Duration {
    /// Rounded up, at least 1: documents know no parts of a second.
    var wholeSeconds: Int {
        let (seconds, attoseconds) = components
        return max(1, Int(seconds) + (attoseconds > 0 ? 1 : 0))
    }
}

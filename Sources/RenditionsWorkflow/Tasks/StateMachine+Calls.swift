extension StateMachine {
    /// What one task state calls, as far as the document itself says so.
    struct Call {
        let state: String
        let function: FunctionName
        /// The typed task, where the payload names one.
        let task: TaskName?
    }

    var calls: [Call] {
        program.states.compactMap { state in
            guard case .task(let task) = state.kind else { return nil }
            if case .function(let name) = task.resource { return Call(state: state.name, function: name, task: nil) }
            guard let function = task.constantFunction else { return nil }
            return Call(state: state.name, function: function, task: task.task)
        }
    }
}

extension TaskDefinition {
    /// The typed task, where the payload names one.
    var task: TaskName? { parameters?["Payload"]?["task"]?.text }
}

extension PayloadTemplate {
    fileprivate subscript(key: String) -> PayloadTemplate? {
        switch self {
        case .object(let members): members.first { $0.key == key }?.template
        case .constant(let value): value[key].map { .constant($0) }
        default: nil
        }
    }

    fileprivate var text: TaskName? {
        guard case .constant(.string(let text)) = self else { return nil }
        return TaskName(text)
    }
}

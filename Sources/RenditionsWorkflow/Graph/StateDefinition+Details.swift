extension StateDefinition {
    /// What a picture says of the state besides its name.
    var details: [String] {
        switch kind {
        case .pass, .choice, .succeed: [type.rawValue]
        case .task(let task): [line(task.called(by: name))] + task.limits + retries
        case .wait(let wait): [line(wait.words)]
        case .fail(let fail): [line(fail.error?.words)]
        case .parallel: [type.rawValue] + retries
        case .map(let map): [line("over \(map.reader?.words ?? map.items.words)")] + map.limits + retries
        }
    }

    private func line(_ text: String?) -> String { text.map { "\(type.rawValue) · \($0)" } ?? type.rawValue }

    private var retries: [String] {
        let count = errors.retriers.reduce(0) { $0 + $1.maximumAttempts }
        guard count > 0 else { return [] }
        return [count == 1 ? "retried once at most" : "retried \(count) times at most"]
    }
}

extension TaskDefinition {
    /// The task or function, where the document names it and the state has another name.
    fileprivate func called(by name: String) -> String? {
        let callee: String? =
            switch resource {
            case .function(let function): function.description
            case .invoke: task?.rawValue ?? constantFunction?.description
            }
        return callee == name ? nil : callee
    }

    fileprivate var limits: [String] {
        var limits: [String] = []
        if let timeout { limits.append("timeout \(timeout.words)") }
        if let heartbeat { limits.append("heartbeat \(heartbeat.words)") }
        return limits.isEmpty ? [] : [limits.joined(separator: " · ")]
    }
}

extension MapDefinition {
    fileprivate var limits: [String] {
        var limits: [String] = []
        if case .value(let count)? = maximumConcurrency, count > 0 { limits.append("\(Int(count)) at once") }
        if case .value(let count)? = toleratedCount, count > 0 { limits.append("\(Int(count)) may fail") }
        if case .value(let percentage)? = toleratedPercentage, percentage > 0 {
            limits.append("\(Int(percentage)) % may fail")
        }
        return limits.isEmpty ? [] : [limits.joined(separator: " · ")]
    }
}

extension ItemReaderDefinition {
    fileprivate var words: String {
        switch source {
        case .listing: "the objects of a bucket"
        case .object: "what is in an object"
        }
    }
}

extension NumberField {
    /// A time in seconds.
    fileprivate var words: String {
        switch self {
        case .value(let seconds): "\(Int(seconds)) s"
        case .path(let path, _): path.words
        }
    }
}

extension WaitDefinition {
    fileprivate var words: String {
        switch self {
        case .seconds(let seconds): "\(seconds) s"
        case .secondsPath(let path): "\(path.words) s"
        case .timestamp(let text): "until \(text)"
        case .timestampPath(let path): "until \(path.words)"
        }
    }
}

extension Expression {
    fileprivate var words: String {
        switch self {
        case .literal(let value): value.stringValue ?? value.json
        case .format(let parts): parts.joined(separator: "{}")
        case .path(let path): path.words
        case .call(_, _, let text): text
        }
    }
}

/// Reads one state.
final class StateLoader {
    let loader: DocumentLoader
    let level: DocumentLoader.Level
    let name: String
    let path: String
    /// Every state that this one names.
    private(set) var targets: [Int] = []
    /// Whether the state is written in another query language, so that nothing is known about where it leads.
    private(set) var isUnread = false

    init(loader: DocumentLoader, level: DocumentLoader.Level, name: String) {
        self.loader = loader
        self.level = level
        self.name = name
        path = "\(level.path)/\(name)"
    }

    /// Nil when the state can't be read.
    func load(_ value: JSONValue) -> StateDefinition? {
        guard case .object(let object) = value else {
            loader.report(DocumentFault(.invalid, at: path, "A state must be an object."))
            return nil
        }
        let fields = loader.reader(object, at: path)
        guard let typeName = fields.string("Type", isRequired: true) else { return nil }
        guard let type = StateType(rawValue: typeName) else {
            fields.fault("Type", "There is no type of state '\(typeName)'.")
            return nil
        }
        guard loader.checkQueryLanguage(fields) else {
            isUnread = true
            return nil
        }
        let transition = transition(of: type, fields)
        let input = type == .fail ? .whole : fields.pathField("InputPath")
        let output = type == .fail ? .whole : fields.pathField("OutputPath")
        let handles = type == .task || type == .parallel || type == .map
        let errors = handles ? errorHandling(fields) : ErrorHandling()
        let kind = kind(of: type, fields)
        fields.finish()
        guard let kind else { return nil }
        return StateDefinition(
            name: name, kind: kind, input: input, output: output, transition: transition, errors: errors,
            readsContext: input.readsContext || output.readsContext || kind.readsContext)
    }

    private func kind(of type: StateType, _ fields: FieldReader) -> StateDefinition.Kind? {
        switch type {
        case .pass:
            .pass(
                PassDefinition(
                    parameters: fields.template("Parameters"), result: fields.value("Result"),
                    resultPath: fields.resultField()))
        case .succeed: .succeed
        case .task: task(fields).map { .task($0) }
        case .choice: choice(fields).map { .choice($0) }
        case .wait: wait(fields).map { .wait($0) }
        case .fail: .fail(fail(fields))
        case .parallel: parallel(fields).map { .parallel($0) }
        case .map: map(fields).map { .map($0) }
        }
    }

    /// The state of this name at this level.
    func target(_ name: String, at field: String, _ fields: FieldReader) -> Int? {
        guard let index = level.indices[ByteString(name)] else {
            fields.fault(field, "There is no state '\(name)' at this level.")
            return nil
        }
        targets.append(index)
        return index
    }

    private func transition(of type: StateType, _ fields: FieldReader) -> StateDefinition.Transition {
        switch type {
        case .succeed, .fail, .choice: return .end
        case .task, .pass, .wait, .parallel, .map: break
        }
        let end = fields.value("End")
        if let end, end.boolValue == nil { fields.fault("End", "The value must be true or false.") }
        let next = fields.string("Next")
        switch (next, end?.boolValue ?? false) {
        case (let next?, false): return target(next, at: "Next", fields).map { .next($0) } ?? .end
        case (nil, true): return .end
        case (_?, true): fields.fault("", "Next and End exclude each other.")
        case (nil, false): if !fields.has("Next") { fields.fault("", "Either Next or End must be there.") }
        }
        return .end
    }

    private func fail(_ fields: FieldReader) -> FailDefinition {
        func field(_ name: String) -> Expression? {
            if fields.has(name), fields.has("\(name)Path") {
                fields.fault("\(name)Path", "\(name) and \(name)Path exclude each other.")
            }
            let literal = fields.string(name).map { Expression.literal(.string($0)) }
            return fields.expression("\(name)Path") ?? literal
        }
        return FailDefinition(error: field("Error"), cause: field("Cause"))
    }

    private func wait(_ fields: FieldReader) -> WaitDefinition? {
        let names = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"]
        guard names.count(where: fields.has) == 1 else {
            fields.fault("", "Exactly one of \(names.joined(separator: ", ")) must be there.")
            for name in names { _ = fields.value(name) }
            return nil
        }
        if let seconds = fields.integer("Seconds", in: 0...99_999_999) { return .seconds(seconds) }
        if let path = fields.path("SecondsPath") { return .secondsPath(path) }
        if let path = fields.path("TimestampPath") { return .timestampPath(path) }
        guard let text = fields.string("Timestamp") else { return nil }
        guard Timestamp(text) != nil else {
            fields.fault("Timestamp", "The value must be a timestamp of RFC 3339.")
            return nil
        }
        return .timestamp(text)
    }
}

extension StateDefinition.Kind {
    fileprivate var readsContext: Bool {
        switch self {
        case .pass(let pass): pass.parameters?.readsContext ?? false
        case .task(let task):
            [task.parameters, task.resultSelector].contains { $0?.readsContext == true }
                || [task.timeout, task.heartbeat].contains { $0?.readsContext == true }
        case .choice(let choice): choice.branches.contains(where: \.rule.readsContext)
        case .wait(let wait): wait.readsContext
        case .succeed: false
        case .fail(let fail): [fail.error, fail.cause].contains { $0?.readsContext == true }
        case .parallel(let parallel):
            [parallel.parameters, parallel.resultSelector].contains { $0?.readsContext == true }
        case .map(let map):
            map.items.root == .context || [map.itemSelector, map.resultSelector].contains { $0?.readsContext == true }
                || [map.maximumConcurrency, map.toleratedCount, map.toleratedPercentage]
                    .contains { $0?.readsContext == true }
                || map.reader?.readsContext == true
        }
    }
}

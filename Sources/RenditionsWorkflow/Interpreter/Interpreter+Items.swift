// Items of a distributed map that are kept elsewhere. They are read as a task is carried out: as an attempt that a runner makes,
// whose result is kept, so that what is there at the time counts, however often the execution is taken up again.
extension Interpreter {
    /// Asks the runner for the items.
    mutating func ask(
        _ reader: ItemReaderDefinition, _ definition: StateDefinition, _ strand: inout Strand,
        _ scope: inout EvaluationScope
    ) throws -> Step {
        let random = scope.random
        emit(.mapStateStarted, &strand, state: definition.name)
        emit(.mapRunStarted, &strand, state: definition.name)
        let items: ItemRequest
        do {
            items = try self.items(reader, &scope)
        } catch let failure as StateFailure where failure.error == ErrorName.itemReaderFailed {
            return .failed(failure)
        }
        snapshot.taskCount += 1
        let run = TaskRun(
            id: TaskRequest.ID(rawValue: snapshot.taskCount), deadline: nil, heartbeat: nil, heartbeatDeadline: nil,
            random: random)
        strand.phase = .task(run)
        snapshot.tasks[run.id.rawValue] = strand.id
        effects.tasks.append(request(run, strand, definition, ItemRequest.function, items.payload))
        return .blocked
    }

    /// What is asked for.
    ///
    /// - Throws: ``StateFailure``.
    func items(_ reader: ItemReaderDefinition, _ scope: inout EvaluationScope) throws -> ItemRequest {
        let maximum = try reader.maximum?.integer(in: scope) ?? 0
        guard maximum >= 0 else {
            throw StateFailure(error: ErrorName.itemReaderFailed, cause: "field MaxItems must be positive")
        }
        return ItemRequest(
            source: reader.source, parameters: try reader.parameters?.value(in: &scope) ?? [:],
            configuration: reader.configuration, maximum: maximum == 0 ? nil : maximum)
    }

    /// The items are there.
    mutating func itemsRead(
        _ map: MapDefinition, _ definition: StateDefinition, _ strand: Strand, _ output: JSONValue
    ) {
        var strand = strand
        strand.phase = .running
        let step = evaluate(definition, &strand) { interpreter, strand, scope in
            try interpreter.beginItems(map, definition, &strand, &scope, read: output.arrayValue ?? [])
        }
        proceed(strand, step)
    }
}

extension StateDefinition {
    /// Whether it is a map whose items are kept elsewhere.
    var readsItems: Bool { if case .map(let map) = kind { map.reader != nil } else { false } }
}

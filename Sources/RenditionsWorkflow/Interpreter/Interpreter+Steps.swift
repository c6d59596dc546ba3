extension Interpreter {
    /// What has come of carrying a state out.
    enum Step {
        /// The state waits for something.
        case blocked
        case moved(to: Int, JSONValue)
        /// The strand is at its end.
        case ended(JSONValue)
        case failed(StateFailure)
    }

    /// Goes on with a strand until it waits or is gone. The strand must not be in the snapshot meanwhile: then its
    /// document is held once and changed in place.
    mutating func proceed(_ strand: Strand, _ step: Step) {
        var (strand, step) = (strand, step)
        while true {
            switch step {
            case .blocked:
                snapshot.strands[strand.id] = strand
                return
            case .moved(let state, let input):
                strand.state = state
                strand.input = input
                strand.phase = .entering
                strand.retryCount = 0
                if !strand.retries.isEmpty { strand.retries = [] }
                budget -= 1
                if let limit = snapshot.limits.historyEvents, events(of: strand) >= limit - 1 {
                    let cause = "The execution reached the maximum number of history events (\(limit))."
                    if strand.child != nil {
                        // An execution of its own: it fails, and its map decides what becomes of that.
                        step = .failed(.runtime(cause))
                        continue
                    }
                    snapshot.strands[strand.id] = strand
                    return halt(.failed(error: ErrorName.runtime, cause: cause), .executionFailed)
                }
                guard budget > 0 else {
                    snapshot.strands[strand.id] = strand
                    snapshot.ready.append(strand.id)
                    return
                }
                step = carryOut(&strand)
            case .ended(let output): return finish(strand, output)
            case .failed(let failure):
                guard let next = recover(&strand, failure) else {
                    snapshot.strands[strand.id] = strand
                    return propagate(failure, from: strand)
                }
                step = next
            }
        }
    }

    /// Enters the state where that has not been done, and does what its type asks for.
    mutating func carryOut(_ strand: inout Strand) -> Step {
        let definition = program.states[strand.state]
        if case .entering = strand.phase {
            strand.enteredAt = now
            emit(definition.type.enteredEvent, &strand, state: definition.name, input: strand.input)
            strand.enteredEvent = strand.lastEvent
        }
        strand.phase = .running
        return evaluate(definition, &strand) { interpreter, strand, scope in
            switch definition.kind {
            case .pass(let pass): try interpreter.pass(pass, definition, &strand, &scope)
            case .choice(let choice): try interpreter.choose(choice, definition, &strand, &scope)
            case .wait(let wait): try interpreter.wait(wait, definition, &strand, &scope)
            case .succeed: try interpreter.leave(definition, &strand, with: definition.input.apply(to: scope), &scope)
            case .fail(let fail): .failed(try interpreter.failure(fail, &scope))
            case .task(let task): try interpreter.beginTask(task, definition, &strand, &scope)
            case .parallel(let parallel): try interpreter.beginBranches(parallel, definition, &strand, &scope)
            case .map(let map): try interpreter.beginItems(map, definition, &strand, &scope)
            }
        }
    }

    /// Applies a state's fields. What goes wrong with them names the state.
    mutating func evaluate(
        _ definition: StateDefinition, _ strand: inout Strand,
        _ body: (inout Interpreter, inout Strand, inout EvaluationScope) throws -> Step
    ) -> Step {
        var scope = EvaluationScope(
            data: strand.input, context: definition.readsContext ? context(strand, definition) : .null,
            random: snapshot.random)
        defer { snapshot.random = scope.random }
        do {
            return try body(&self, &strand, &scope)
        } catch var failure as StateFailure {
            if failure.error != ErrorName.dataLimitExceeded {
                failure.cause =
                    "An error occurred while executing the state '\(definition.name)' "
                    + "(entered at the event id #\(strand.enteredEvent)). \(failure.cause ?? "")"
            }
            return .failed(failure)
        } catch {
            return .failed(.runtime("\(error)"))
        }
    }

    /// Puts a result into the raw input, makes the output of it and leaves the state.
    mutating func leave(
        _ definition: StateDefinition, _ strand: inout Strand, result: JSONValue, at path: ResultField,
        _ scope: inout EvaluationScope
    ) throws -> Step {
        scope.data = try path.merge(result, into: strand.input)
        let output = try definition.output.apply(to: scope)
        try checkSize(output, of: definition.name, isTerminal: true)
        return leave(definition, &strand, output: output)
    }

    /// Leaves a state that has no result.
    mutating func leave(
        _ definition: StateDefinition, _ strand: inout Strand, with value: JSONValue, _ scope: inout EvaluationScope
    ) throws -> Step {
        scope.data = value
        return leave(definition, &strand, output: try definition.output.apply(to: scope))
    }

    mutating func leave(_ definition: StateDefinition, _ strand: inout Strand, output: JSONValue) -> Step {
        emit(definition.type.exitedEvent, &strand, state: definition.name, output: output)
        switch definition.transition {
        case .next(let index): return .moved(to: index, output)
        case .end: return .ended(output)
        }
    }

    /// - Throws: ``StateFailure`` with `States.DataLimitExceeded`.
    func checkSize(_ value: JSONValue, of name: String, isTerminal: Bool) throws {
        let limit = snapshot.limits.payloadBytes
        guard value.encodedSize(limit: limit) > limit else { return }
        throw StateFailure(
            error: ErrorName.dataLimitExceeded,
            cause: "The state/task '\(name)' returned a result with a size exceeding the maximum number of bytes "
                + "service limit.", isTerminal: isTerminal)
    }
}

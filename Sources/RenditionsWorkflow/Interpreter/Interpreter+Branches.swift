// Parallel and Map.
extension Interpreter {
    /// How many items of an inline map run at once when the document sets no bound, as on AWS.
    private static let inlineConcurrency = 40
    /// The same for distributed maps. AWS takes 10,000; here they share one process.
    private static let distributedConcurrency = 1_000

    mutating func beginBranches(
        _ parallel: ParallelDefinition, _ definition: StateDefinition, _ strand: inout Strand,
        _ scope: inout EvaluationScope
    ) throws -> Step {
        scope.data = try definition.input.apply(to: scope)
        let input = try parallel.parameters?.value(in: &scope) ?? scope.data
        emit(.parallelStateStarted, &strand, state: definition.name)
        for (slot, start) in parallel.branches.enumerated() {
            let branch = newStrand(
                parent: strand.id, slot: slot, item: strand.item, child: strand.child, state: start, input: input,
                lastEvent: strand.lastEvent)
            snapshot.strands[branch.id] = branch
            snapshot.ready.append(branch.id)
        }
        let count = parallel.branches.count
        strand.phase = .join(
            Join(
                items: [], selectorInput: .null, results: Array(repeating: nil, count: count), next: count,
                running: count,
                limit: count))
        return .blocked
    }

    /// - Parameter read: the items, where they were kept elsewhere and have been read. Until then they are asked for.
    mutating func beginItems(
        _ map: MapDefinition, _ definition: StateDefinition, _ strand: inout Strand, _ scope: inout EvaluationScope,
        read: [JSONValue]? = nil
    ) throws -> Step {
        scope.data = try definition.input.apply(to: scope)
        if let reader = map.reader, read == nil { return try ask(reader, definition, &strand, &scope) }
        let wanted = try map.maximumConcurrency?.integer(in: scope) ?? 0
        guard wanted >= 0 else { throw StateFailure.runtime("MaxConcurrency cannot be negative.") }
        let usual = map.isDistributed ? Self.distributedConcurrency : Self.inlineConcurrency
        let items = try read ?? Self.items(of: map, scope)
        if read == nil { emit(.mapStateStarted, &strand, state: definition.name) }
        var join = Join(
            items: items, selectorInput: map.itemSelector == nil ? .null : scope.data,
            results: Array(repeating: nil, count: items.count), limit: wanted == 0 ? usual : min(wanted, usual))
        join.toleratedCount = try map.toleratedCount?.integer(in: scope)
        if let count = join.toleratedCount, count < 0 {
            throw StateFailure.runtime("ToleratedFailureCount cannot be negative.")
        }
        join.toleratedPercentage = try map.toleratedPercentage?.number(in: scope)
        if let percentage = join.toleratedPercentage, !(0...100).contains(percentage) {
            throw StateFailure.runtime("ToleratedFailurePercentage must be between 0 and 100.")
        }
        if map.isDistributed, read == nil { emit(.mapRunStarted, &strand, state: definition.name) }
        return try goOn(map, definition, &strand, join, &scope)
    }

    private static func items(of map: MapDefinition, _ scope: EvaluationScope) throws -> [JSONValue] {
        let found = try scope.value(at: map.items)
        guard let items = found?.arrayValue else {
            guard found != nil else {
                throw StateFailure.runtime(
                    "Invalid path '\(map.items.text)' : \(map.items.reasonForNothing(in: scope))")
            }
            throw StateFailure.runtime("Reference path \"\(map.items.text)\" must point to array.")
        }
        return items
    }

    /// Begins as many items as may run; ends the state when all have ended.
    private mutating func goOn(
        _ map: MapDefinition, _ definition: StateDefinition, _ strand: inout Strand, _ join: Join,
        _ scope: inout EvaluationScope
    ) throws -> Step {
        var join = join
        while join.next < join.items.count, join.running < join.limit {
            let index = join.next
            try begin(Strand.Item(index: index, value: join.items[index]), map, definition, &strand, join, &scope)
            join.next += 1
            join.running += 1
        }
        guard join.isComplete else {
            strand.phase = .join(join)
            return .blocked
        }
        return try complete(definition, &strand, join, &scope)
    }

    private mutating func begin(
        _ item: Strand.Item, _ map: MapDefinition, _ definition: StateDefinition, _ strand: inout Strand, _ join: Join,
        _ scope: inout EvaluationScope
    ) throws {
        var input = item.value
        if let selector = map.itemSelector {
            var own = EvaluationScope(
                data: join.selectorInput,
                context: selector.readsContext ? context(strand, definition, item: item) : .null,
                random: scope.random)
            defer { scope.random = own.random }
            input = try selector.value(in: &own)
        }
        var child = strand.child
        if map.isDistributed {
            let outer = strand.child.flatMap { snapshot.children[$0]?.name }.map { "\($0)/" } ?? ""
            snapshot.childCount += 1
            child = snapshot.childCount
            snapshot.children[snapshot.childCount] = ExecutionSnapshot.Child(
                name: "\(outer)\(definition.name)/\(item.index)", input: input, startedAt: now)
        } else {
            emit(.mapIterationStarted, &strand, state: definition.name, index: item.index)
        }
        var begun = newStrand(
            parent: strand.id, slot: item.index, item: item, child: child, state: map.start, input: input,
            lastEvent: map.isDistributed ? 0 : strand.lastEvent)
        if map.isDistributed { emit(.executionStarted, &begun, input: input) }
        snapshot.strands[begun.id] = begun
        snapshot.ready.append(begun.id)
    }

    /// A strand is at its end: the execution has succeeded, or whatever began the strand goes on.
    mutating func finish(_ strand: Strand, _ output: JSONValue) {
        var strand = strand
        guard let parent = strand.parent else {
            emit(.executionSucceeded, &strand, output: output)
            snapshot.outcome = .succeeded(output)
            snapshot.timers = [:]
            return
        }
        guard var outer = snapshot.strands.removeValue(forKey: parent), case .join(var join) = outer.phase else {
            return
        }
        outer.phase = .running
        let definition = program.states[outer.state]
        join.results[strand.slot] = Self.keepsResults(definition) ? output : .null
        join.running -= 1
        if strand.child != outer.child { endChild(&strand, .executionSucceeded, output: output) }
        let step = evaluate(definition, &outer) { interpreter, outer, scope in
            guard case .map(let map) = definition.kind else {
                guard join.isComplete else {
                    outer.phase = .join(join)
                    return .blocked
                }
                return try interpreter.complete(definition, &outer, join, &scope)
            }
            if !map.isDistributed {
                outer.lastEvent = strand.lastEvent
                interpreter.emit(.mapIterationSucceeded, &outer, state: definition.name, index: strand.slot)
            }
            return try interpreter.goOn(map, definition, &outer, join, &scope)
        }
        proceed(outer, step)
    }

    /// Whether anybody sees the results of items.
    private static func keepsResults(_ definition: StateDefinition) -> Bool {
        guard case .map(let map) = definition.kind else { return true }
        return !map.dropsResults
    }

    /// Writes the last event of an item's own history and forgets it.
    mutating func endChild(
        _ strand: inout Strand, _ type: HistoryEventType, output: JSONValue? = nil, _ failure: StateFailure? = nil
    ) {
        guard let child = strand.child else { return }
        emit(type, &strand, output: output, error: failure?.error, cause: failure?.cause)
        snapshot.children[child] = nil
    }

    /// All branches or items have ended.
    private mutating func complete(
        _ definition: StateDefinition, _ strand: inout Strand, _ join: Join, _ scope: inout EvaluationScope
    ) throws -> Step {
        strand.phase = .running
        let result = Self.keepsResults(definition) ? JSONValue.array(join.results.compactMap(\.self)) : [:]
        let (selector, path): (PayloadTemplate?, ResultField)
        switch definition.kind {
        case .parallel(let parallel):
            (selector, path) = (parallel.resultSelector, parallel.resultPath)
            emit(.parallelStateSucceeded, &strand, state: definition.name)
        case .map(let map):
            (selector, path) = (map.resultSelector, map.resultPath)
            if map.isDistributed { emit(.mapRunSucceeded, &strand, state: definition.name) }
            emit(.mapStateSucceeded, &strand, state: definition.name)
        default: return .blocked
        }
        try checkSize(result, of: definition.name, isTerminal: false)
        scope.data = result
        let selected = try selector?.value(in: &scope) ?? result
        return try leave(definition, &strand, result: selected, at: path, &scope)
    }

    /// The failure of an item that the map tolerates.
    mutating func tolerate(_ failure: StateFailure, of strand: Strand) {
        guard let parent = strand.parent, var outer = snapshot.strands.removeValue(forKey: parent),
            case .join(var join) = outer.phase
        else { return }
        var strand = strand
        endChild(&strand, .executionFailed, failure)
        outer.phase = .running
        join.running -= 1
        join.failures += 1
        let definition = program.states[outer.state]
        let step = evaluate(definition, &outer) { interpreter, outer, scope in
            guard case .map(let map) = definition.kind else { return .blocked }
            return try interpreter.goOn(map, definition, &outer, join, &scope)
        }
        proceed(outer, step)
    }
}

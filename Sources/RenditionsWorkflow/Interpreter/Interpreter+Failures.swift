#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Interpreter {
    /// What the state's own retriers and catchers make of a failure; nil when they make nothing of it.
    mutating func recover(_ strand: inout Strand, _ failure: StateFailure) -> Step? {
        let definition = program.states[strand.state]
        dismantle(below: strand)
        if let index = retrier(for: failure, strand, definition) {
            let retrier = definition.errors.retriers[index]
            if strand.retries.isEmpty { strand.retries = Array(repeating: 0, count: definition.errors.retriers.count) }
            var delay = retrier.delay(afterRetries: strand.retries[index])
            if retrier.hasFullJitter { delay *= Double.random(in: 0...1, using: &snapshot.random) }
            strand.retries[index] += 1
            strand.retryCount += 1
            let time = instant(after: delay)
            strand.phase = .retry(at: time)
            snapshot.timers[strand.id] = time
            return .blocked
        }
        guard let catcher = catcher(for: failure, definition) else { return nil }
        emitStateFailed(definition, &strand, failure)
        let output: JSONValue
        do {
            output = try catcher.result.merge(failure.output, into: strand.input)
            try checkSize(output, of: definition.name, isTerminal: true)
        } catch var other as StateFailure {
            other.isTerminal = true
            return .failed(other)
        } catch {
            return .failed(.runtime("\(error)"))
        }
        emit(definition.type.exitedEvent, &strand, state: definition.name, output: output)
        return .moved(to: catcher.next, output)
    }

    /// The first retrier that matches, if it may retry once more.
    private func retrier(for failure: StateFailure, _ strand: Strand, _ definition: StateDefinition) -> Int? {
        let retriers = definition.errors.retriers
        guard let index = retriers.firstIndex(where: { $0.errors.contains { ErrorName.matches($0, failure) } }) else {
            return nil
        }
        let used = strand.retries.isEmpty ? 0 : strand.retries[index]
        return used < retriers[index].maximumAttempts ? index : nil
    }

    private func catcher(for failure: StateFailure, _ definition: StateDefinition) -> ErrorHandling.Catcher? {
        definition.errors.catchers.first { $0.errors.contains { ErrorName.matches($0, failure) } }
    }

    private mutating func emitStateFailed(
        _ definition: StateDefinition, _ strand: inout Strand, _ failure: StateFailure
    ) {
        switch definition.kind {
        case .parallel:
            emit(
                .parallelStateFailed, &strand, state: definition.name, error: failure.error, cause: failure.cause)
        case .map(let map):
            if map.isDistributed {
                emit(.mapRunFailed, &strand, state: definition.name, error: failure.error, cause: failure.cause)
            }
            emit(.mapStateFailed, &strand, state: definition.name, error: failure.error, cause: failure.cause)
        default: return
        }
    }

    /// Carries a failure that its own state makes nothing of outwards, to the first Parallel or Map that does. Where none
    /// does, the execution ends, and all strands stay as they are for a redrive.
    mutating func propagate(_ failure: StateFailure, from strand: Strand) {
        var (failure, inner) = (failure, strand)
        let own = program.states[strand.state]
        if own.readsItems, failure.error == ErrorName.itemReaderFailed {
            emitStateFailed(own, &inner, failure)
            snapshot.strands[inner.id] = inner
        }
        while let parent = inner.parent, var outer = snapshot.strands[parent] {
            let definition = program.states[outer.state]
            if case .map(let map) = definition.kind {
                if map.isDistributed {
                    if case .join(var join) = outer.phase {
                        join.failures += 1
                        if join.toleratesFailures {
                            dismantle(below: inner)
                            snapshot.strands[inner.id] = nil
                            return tolerate(failure, of: inner)
                        }
                    }
                    emit(.executionFailed, &inner, error: failure.error, cause: failure.cause)
                    snapshot.strands[inner.id] = inner
                    failure = StateFailure(
                        error: ErrorName.exceedToleratedFailureThreshold,
                        cause: "The specified tolerated failure threshold was exceeded")
                } else {
                    outer.lastEvent = inner.lastEvent
                    emit(
                        .mapIterationFailed, &outer, state: definition.name, index: inner.slot, error: failure.error,
                        cause: failure.cause)
                }
            }
            if retrier(for: failure, outer, definition) != nil || catcher(for: failure, definition) != nil {
                snapshot.strands[parent] = nil
                abortSiblings(of: inner, definition, &outer)
                return proceed(outer, .failed(failure))
            }
            emitStateFailed(definition, &outer, failure)
            snapshot.strands[parent] = outer
            inner = outer
        }
        halt(.failed(error: failure.error, cause: failure.cause), .executionFailed)
    }

    /// Writes down which items a failed one takes along.
    private mutating func abortSiblings(of strand: Strand, _ definition: StateDefinition, _ outer: inout Strand) {
        guard case .map(let map) = definition.kind, !map.isDistributed else { return }
        let slots = snapshot.strands.values.filter { $0.parent == outer.id && $0.id != strand.id }.map(\.slot).sorted()
        for slot in slots { emit(.mapIterationAborted, &outer, state: definition.name, index: slot) }
    }

    private func isBranching(_ strand: Strand) -> Bool {
        switch program.states[strand.state].kind {
        case .parallel, .map: true
        default: false
        }
    }

    /// Ends everything that a Parallel or Map state began.
    private mutating func dismantle(below strand: Strand) {
        guard isBranching(strand) else { return }
        var parents: Set<Int> = [strand.id]
        // Strands are begun after those that begin them.
        for id in snapshot.strands.keys.sorted() {
            guard let inner = snapshot.strands[id], let parent = inner.parent, parents.contains(parent) else {
                continue
            }
            parents.insert(id)
            abandon(inner)
            if inner.child != strand.child, let child = inner.child { snapshot.children[child] = nil }
            snapshot.strands[id] = nil
        }
    }

    /// Lets go of what a strand waits for.
    private mutating func abandon(_ strand: Strand) {
        snapshot.timers[strand.id] = nil
        guard case .task(let run) = strand.phase else { return }
        snapshot.tasks[run.id.rawValue] = nil
        effects.abandoned.append(run.id)
    }

    /// Ends the execution. What ran stays in its state for a redrive.
    mutating func halt(_ outcome: ExecutionOutcome, _ type: HistoryEventType) {
        for id in snapshot.strands.keys.sorted() {
            guard var strand = snapshot.strands[id] else { continue }
            switch strand.phase {
            case .join, .wait: continue
            case .entering, .halted: continue
            case .running, .task, .retry:
                abandon(strand)
                strand.phase = .halted
                snapshot.strands[id] = strand
            }
        }
        snapshot.timers = [:]
        snapshot.ready = []
        snapshot.outcome = outcome
        guard var root = snapshot.strands[Self.rootStrand] else { return }
        switch outcome {
        case .failed(let error, let cause), .aborted(let error, let cause):
            emit(type, &root, error: error, cause: cause)
        case .succeeded, .timedOut: emit(type, &root)
        }
        snapshot.strands[root.id] = root
    }

    /// The execution's own strand is begun first.
    static let rootStrand = 1

    mutating func redrive() {
        switch snapshot.outcome {
        case .failed, .timedOut, .aborted: break
        case nil, .succeeded: return
        }
        guard var root = snapshot.strands[Self.rootStrand] else { return }
        snapshot.outcome = nil
        snapshot.redrives += 1
        snapshot.redrivenAt = now
        snapshot.deadline = program.timeout.map { instant(after: Double($0)) }
        emit(.executionRedriven, &root)
        snapshot.strands[root.id] = root
        for id in snapshot.strands.keys.sorted() {
            guard var strand = snapshot.strands[id] else { continue }
            switch strand.phase {
            case .halted:
                strand.phase = .running
                strand.retries = []
                strand.retryCount = 0
                snapshot.strands[id] = strand
                snapshot.ready.append(id)
            case .entering, .running: snapshot.ready.append(id)
            case .wait(let until): snapshot.timers[id] = until
            case .join, .task, .retry: continue
            }
        }
    }
}

import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What is known in memory of one execution, and who waits for more.
final class ExecutionRecord: Sendable {
    private struct State {
        var description: ExecutionDescription
        var events: [HistoryEvent] = []
        var followers: [Int: AsyncThrowingStream<HistoryEvent, any Error>.Continuation] = [:]
        var followerCount = 0
        /// Who waits only for the end.
        var waiters: [Int: CheckedContinuation<Void, any Error>] = [:]
        /// What an execution that has ended can be redriven from.
        var snapshot: ExecutionSnapshot?
        var inbox: ExecutionInbox?
        /// Whether the runner went away before the execution ended.
        var isInterrupted = false

        /// Everyone who waits, who is then forgotten.
        mutating func letGo() -> (
            [AsyncThrowingStream<HistoryEvent, any Error>.Continuation], [CheckedContinuation<Void, any Error>]
        ) {
            defer { (followers, waiters) = ([:], [:]) }
            return (Array(followers.values), Array(waiters.values))
        }
    }

    let machine: StateMachine
    /// In which order it began among all.
    let number: Int
    private let state: Mutex<State>

    init(_ description: ExecutionDescription, machine: StateMachine, number: Int) {
        self.machine = machine
        self.number = number
        state = Mutex(State(description: description))
    }

    var description: ExecutionDescription { state.withLock { $0.description } }
    var events: [HistoryEvent] { state.withLock { $0.events } }

    /// Takes events in and hands them on.
    private func add(_ events: [HistoryEvent]) {
        guard !events.isEmpty else { return }
        state.withLock { state in
            state.events += events
            for follower in state.followers.values {
                for event in events { follower.yield(event) }
            }
        }
    }

    /// - Parameter redrives: how often it was redriven, this time included.
    func open(_ inbox: ExecutionInbox, redrives: Int) {
        state.withLock { state in
            state.inbox = inbox
            state.snapshot = nil
            state.description.status = .running
            state.description.outcome = nil
            state.description.endedAt = nil
            state.description.redrives = redrives
        }
    }

    private func close(_ snapshot: ExecutionSnapshot, at date: Date?) {
        let (followers, waiters) = state.withLock { state in
            state.inbox = nil
            state.snapshot = snapshot
            state.description.status = snapshot.status
            state.description.outcome = snapshot.outcome
            state.description.endedAt = date
            state.description.redrives = snapshot.redrives
            return state.letGo()
        }
        for follower in followers { follower.finish() }
        for waiter in waiters { waiter.resume() }
    }

    /// The runner goes away before the execution has ended.
    func interrupt() {
        let (followers, waiters) = state.withLock { state in
            state.inbox = nil
            state.isInterrupted = true
            return state.letGo()
        }
        for follower in followers { follower.finish(throwing: Self.interruption) }
        for waiter in waiters { waiter.resume(throwing: Self.interruption) }
    }

    private static var interruption: WorkflowError { WorkflowError(.unavailable, "The runner was shut down.") }

    /// Feeds an input in.
    ///
    /// - Returns: false when the execution has ended.
    func feed(_ input: InterpreterInput) -> Bool {
        state.withLock { state in
            guard let inbox = state.inbox else { return false }
            inbox.put(input)
            return true
        }
    }

    /// Takes what can be redriven, so that only one caller does; nil when there is nothing.
    func takeSnapshot() -> ExecutionSnapshot? {
        state.withLock { state in
            guard let outcome = state.description.outcome, outcome.status != .succeeded else { return nil }
            defer { state.snapshot = nil }
            return state.snapshot
        }
    }

    /// All events from the first on. Ends with the execution.
    func follow() -> WorkflowEvents {
        let (stream, continuation) = AsyncThrowingStream<HistoryEvent, any Error>.makeStream()
        let id: Int? = state.withLock { state in
            for event in state.events { continuation.yield(event) }
            guard state.inbox != nil else {
                continuation.finish(throwing: state.isInterrupted ? Self.interruption : nil)
                return nil
            }
            state.followerCount += 1
            state.followers[state.followerCount] = continuation
            return state.followerCount
        }
        if let id {
            continuation.onTermination = { [weak self] _ in
                self?.state.withLock { _ = $0.followers.removeValue(forKey: id) }
            }
        }
        return WorkflowEvents(stream)
    }

    /// Waits until the execution has ended.
    ///
    /// - Throws: ``WorkflowError`` with code `unavailable`; `CancellationError`.
    func outcome() async throws -> ExecutionOutcome {
        while true {
            if let outcome = description.outcome { return outcome }
            let id = state.withLock { state in
                state.followerCount += 1
                return state.followerCount
            }
            try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    let result: Result<Void, any Error>? = state.withLock { state in
                        if Task.isCancelled { return .failure(CancellationError()) }
                        if state.description.outcome != nil { return .success(()) }
                        if state.isInterrupted { return .failure(Self.interruption) }
                        state.waiters[id] = continuation
                        return nil
                    }
                    if let result { continuation.resume(with: result) }
                }
            } onCancel: {
                state.withLock { $0.waiters.removeValue(forKey: id) }?.resume(throwing: CancellationError())
            }
        }
    }
}

extension ExecutionRecord: ExecutionKeeper {
    func keep(_ progress: ExecutionProgress) -> Bool {
        add(progress.events)
        if progress.snapshot.outcome != nil { close(progress.snapshot, at: progress.arrivals.last?.time) }
        return true
    }
}

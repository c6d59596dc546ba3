internal import NIOCore
internal import Synchronization

/// Who calls a host while others have all of its connections waits here, in the order of coming.
///
/// The pool of connections underneath has a queue too, but gives up whoever stands in it after the time that a connection may
/// take to be made.
final class ConnectionLimiter: Sendable {
    private struct Host {
        var busy = 0
        /// From who comes first. Those who left are in it still, and have no continuation any more.
        var queue = CircularBuffer<Int>()
        var waiters: [Int: CheckedContinuation<ConnectionSlot, any Error>] = [:]
    }

    private enum Step {
        case leave, go, wait
    }

    private struct State {
        var hosts: [String: Host] = [:]
        var count = 0
    }

    private let limit: Int
    private let patience: Duration
    private let timing: Timing
    private let state = Mutex(State())

    /// - Parameters:
    ///   - limit: connections to a host at once.
    ///   - patience: how long somebody waits at most.
    init(limit: Int, patience: Duration, timing: Timing = .system) {
        self.limit = limit
        self.patience = patience
        self.timing = timing
    }

    /// - Throws: ``AWSError`` with code ``AWSError/Code/connectionsBusy`` when none became free; `CancellationError`.
    func slot(_ host: String) async throws -> ConnectionSlot {
        if take(host) { return slot(taken: host) }
        let (limit, patience) = (limit, patience)
        return try await withTimeLimit(
            patience, timing,
            late: {
                AWSError(
                    .connectionsBusy,
                    "All \(limit) connections to the service were in use for \(patience). Do less at once, and read replies to "
                        + "their end or let go of them.")
            },
            { try await self.wait(host) })
    }

    private func wait(_ host: String) async throws -> ConnectionSlot {
        let id = state.withLock { state in
            state.count += 1
            return state.count
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let next = state.withLock { state -> Step in
                    // Looked at under the lock: whoever cancels later finds who waits.
                    if Task.isCancelled { return .leave }
                    if state.hosts[host, default: Host()].busy < limit {
                        state.hosts[host, default: Host()].busy += 1
                        return .go
                    }
                    state.hosts[host]?.queue.append(id)
                    state.hosts[host]?.waiters[id] = continuation
                    return .wait
                }
                switch next {
                case .leave: continuation.resume(throwing: CancellationError())
                case .go: continuation.resume(returning: slot(taken: host))
                case .wait: break
                }
            }
        } onCancel: {
            let waiter = state.withLock { $0.hosts[host]?.waiters.removeValue(forKey: id) }
            waiter?.resume(throwing: CancellationError())
        }
    }

    private func take(_ host: String) -> Bool {
        state.withLock { state in
            // Nobody stands in the queue while a connection is free: it was handed on.
            guard state.hosts[host, default: Host()].busy < limit else { return false }
            state.hosts[host, default: Host()].busy += 1
            return true
        }
    }

    private func slot(taken host: String) -> ConnectionSlot { ConnectionSlot { [self] in free(host) } }

    /// Hands a connection on to who came first, or leaves it to who comes next.
    private func free(_ host: String) {
        let waiter = state.withLock { state -> CheckedContinuation<ConnectionSlot, any Error>? in
            while let id = state.hosts[host]?.queue.popFirst() {
                if let waiter = state.hosts[host]?.waiters.removeValue(forKey: id) { return waiter }
            }
            state.hosts[host]?.busy -= 1
            if state.hosts[host]?.busy == 0 { state.hosts[host] = nil }
            return nil
        }
        waiter?.resume(returning: slot(taken: host))
    }
}

package import Metrics
package import RenditionsAPI
internal import Synchronization
internal import Timers

/// Lets a number of requests in at a time, in the order in which they came.
///
/// Unlike the admission of images, a turn does not end with a call: it may end within, when all that is left is to wait. So it
/// is held by a ``RequestPermit``.
package final class RequestLane: Sendable {
    private struct Waiter {
        var id: Int
        var continuation: CheckedContinuation<Bool, Never>?
    }

    private struct State {
        var inside = 0
        var count = 0
        var waiting: [Waiter] = []
        /// Whose turn came before they could be told.
        var called: Set<Int> = []
    }

    private enum Arrival {
        case admitted
        case waits(Int)
        case refused
    }

    private let limits: RequestLimits.Lane
    private let clock: any Clock<Duration>
    private let inProgress: Meter
    private let queued: Meter
    private let state = Mutex(State())

    package init(
        _ limits: RequestLimits.Lane, name: String, metrics: any MetricsFactory,
        clock: any Clock<Duration> = TimerClock()
    ) {
        self.limits = limits
        self.clock = clock
        inProgress = Meter(
            label: "renditions_http_requests_in_progress", dimensions: [("lane", name)], factory: metrics)
        queued = Meter(label: "renditions_http_requests_waiting", dimensions: [("lane", name)], factory: metrics)
    }

    /// How many have a permit, and how many wait for one.
    package var occupancy: (inside: Int, waiting: Int) { state.withLock { ($0.inside, $0.waiting.count) } }

    /// - Throws: ``Problem`` with code `unavailable`: at once where as many wait already as may, and when the wait is over
    ///   or the task is cancelled.
    package func enter() async throws(Problem) -> RequestPermit {
        let arrival = state.withLock { state in
            if state.waiting.isEmpty, state.inside < max(1, limits.maximum) {
                state.inside += 1
                return Arrival.admitted
            }
            guard state.waiting.count < limits.maximumWaiting else { return Arrival.refused }
            state.count += 1
            state.waiting.append(Waiter(id: state.count))
            return Arrival.waits(state.count)
        }
        switch arrival {
        case .admitted: break
        case .refused: throw Self.busy
        case .waits(let id):
            queued.increment()
            let isAdmitted = await waitWithDeadline(id)
            queued.decrement()
            guard isAdmitted else { throw Self.busy }
        }
        inProgress.increment()
        return RequestPermit(self)
    }

    func leave() {
        inProgress.decrement()
        pass()
    }

    private static var busy: Problem {
        Problem(.unavailable, "More requests than can be worked on. Send it again in a while.", retryAfter: 1)
    }

    private func waitWithDeadline(_ id: Int) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { await self.waitForTurn(id) }
            group.addTask { [clock, seconds = limits.waitSeconds] in
                try? await clock.sleep(for: .seconds(seconds))
                return false
            }
            var isAdmitted = false
            // The turn may come at the moment at which the time is over; then it is taken.
            for await result in group {
                if result { isAdmitted = true }
                group.cancelAll()
            }
            return isAdmitted
        }
    }

    private func waitForTurn(_ id: Int) async -> Bool {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let result: Bool? = state.withLock { state in
                    if state.called.remove(id) != nil { return true }
                    guard let index = state.waiting.firstIndex(where: { $0.id == id }) else { return false }
                    guard !Task.isCancelled else {
                        state.waiting.remove(at: index)
                        return false
                    }
                    state.waiting[index].continuation = continuation
                    return nil
                }
                if let result { continuation.resume(returning: result) }
            }
        } onCancel: {
            let continuation = state.withLock { state -> CheckedContinuation<Bool, Never>? in
                guard let index = state.waiting.firstIndex(where: { $0.id == id }),
                    let continuation = state.waiting[index].continuation
                else { return nil }
                state.waiting.remove(at: index)
                return continuation
            }
            continuation?.resume(returning: false)
        }
    }

    /// Hands the place of one that leaves to the first that waits.
    private func pass() {
        let continuation = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard !state.waiting.isEmpty else {
                state.inside -= 1
                return nil
            }
            let next = state.waiting.removeFirst()
            if next.continuation == nil { state.called.insert(next.id) }
            return next.continuation
        }
        continuation?.resume(returning: true)
    }
}

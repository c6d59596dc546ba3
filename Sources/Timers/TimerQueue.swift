internal import Dispatch
internal import HeapModule
internal import Synchronization

/// Those who wait for a time, and the one timer of the system that wakes the first of them.
package final class TimerQueue: Sendable {
    typealias Instant = ContinuousClock.Instant

    private struct Entry: Comparable {
        var time: Instant
        var number: UInt64

        static func < (one: Entry, other: Entry) -> Bool { (one.time, one.number) < (other.time, other.number) }
    }

    private struct State {
        /// Has those who were cancelled too, until they come first or are more than half.
        var entries = Heap<Entry>()
        var sleepers: [UInt64: CheckedContinuation<Void, any Error>] = [:]
        var count: UInt64 = 0
        /// When the timer fires.
        var alarm: Instant?

        mutating func removeCancelled() {
            if entries.count > 2 * sleepers.count + TimerQueue.slack {
                entries = Heap(entries.unordered.filter { sleepers[$0.number] != nil })
            }
            while let first = entries.min, sleepers[first.number] == nil { entries.removeMin() }
        }
    }

    static let shared = TimerQueue()
    /// Entries that are not worth tidying up.
    package static let slack = 64

    private let state = Mutex(State())
    // Only told when to fire, under the lock of the state.
    private nonisolated(unsafe) let timer: any DispatchSourceTimer

    package init() {
        timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "renditions.timers"))
        timer.setEventHandler { [weak self] in self?.wake() }
        timer.activate()
    }

    deinit { timer.cancel() }

    /// How many entries take memory.
    package var size: Int { state.withLock { $0.entries.count } }

    /// - Throws: `CancellationError`.
    func sleep(until time: Instant) async throws {
        let number = state.withLock { state in
            state.count += 1
            return state.count
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                // Who is cancelled before this is in the queue is not found there by the handler, and says so itself.
                let refusal: Result<Void, any Error>? = state.withLock { state in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if time <= .now { return .success(()) }
                    state.sleepers[number] = continuation
                    state.entries.insert(Entry(time: time, number: number))
                    setAlarm(&state)
                    return nil
                }
                if let refusal { continuation.resume(with: refusal) }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                let sleeper = state.sleepers.removeValue(forKey: number)
                state.removeCancelled()
                return sleeper
            }
            sleeper?.resume(throwing: CancellationError())
        }
    }

    private func wake() {
        let due = state.withLock { state in
            var due: [CheckedContinuation<Void, any Error>] = []
            let now = Instant.now
            while let first = state.entries.min, first.time <= now {
                state.entries.removeMin()
                if let sleeper = state.sleepers.removeValue(forKey: first.number) { due.append(sleeper) }
            }
            state.alarm = nil
            state.removeCancelled()
            setAlarm(&state)
            return due
        }
        for sleeper in due { sleeper.resume() }
    }

    /// A timer that was set for somebody who was cancelled fires for nobody; that costs less than to set it anew.
    private func setAlarm(_ state: inout State) {
        guard let first = state.entries.min, state.alarm.map({ first.time < $0 }) ?? true else { return }
        state.alarm = first.time
        // Beyond a day it is set anew, as what is far away may not fit a number of nanoseconds.
        let wait = min(max(.zero, first.time - .now), .seconds(86_400))
        timer.schedule(deadline: .now() + .nanoseconds(Int(wait / .nanoseconds(1))), leeway: .nanoseconds(0))
    }
}

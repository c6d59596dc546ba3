import AWSClient
import Foundation
import Synchronization

/// A clock for calls and their repetitions: short sleeps are over at once, and time has passed; long ones, which are
/// limits, end when time has been moved past them.
final class TestClock: Clock {
    struct Instant: InstantProtocol {
        var offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct State {
        var now = Instant(offset: .zero)
        var short: [Duration] = []
        var sleepers: [Int: (end: Instant, continuation: CheckedContinuation<Void, Never>)] = [:]
        var count = 0
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())
    /// Sleeps up to this are short.
    private let threshold: Duration

    init(shortUpTo threshold: Duration = .seconds(25)) { self.threshold = threshold }

    var now: Instant { state.withLock { $0.now } }
    var minimumResolution: Duration { .nanoseconds(1) }

    /// The short sleeps so far.
    var waits: [Duration] { state.withLock { $0.short } }

    /// Lets time pass, and lets everyone go whose sleep is over.
    func advance(by duration: Duration) {
        let awake = state.withLock { state in
            state.now = state.now.advanced(by: duration)
            let over = state.sleepers.filter { $0.value.end <= state.now }
            for id in over.keys { state.sleepers[id] = nil }
            return over.values.map(\.continuation)
        }
        for continuation in awake { continuation.resume() }
    }

    /// Waits until so many sleep long.
    func waitForSleepers(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isNow = state.withLock { state in
                if state.sleepers.count >= count { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if isNow { continuation.resume() }
        }
    }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        let id: Int? = state.withLock { state in
            let duration = state.now.duration(to: deadline)
            if duration <= threshold {
                state.short.append(duration)
                state.now = max(state.now, deadline)
                return nil
            }
            state.count += 1
            return state.count
        }
        guard let id else { return }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (isOver, seen) = state.withLock { state in
                    guard deadline > state.now, !Task.isCancelled else {
                        return (true, [] as [CheckedContinuation<Void, Never>])
                    }
                    state.sleepers[id] = (deadline, continuation)
                    let seen = state.watchers.filter { $0.count <= state.sleepers.count }
                    state.watchers.removeAll { $0.count <= state.sleepers.count }
                    return (false, seen.map(\.continuation))
                }
                if isOver { continuation.resume() }
                for watcher in seen { watcher.resume() }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: id) }?.continuation.resume()
        }
        try Task.checkCancellation()
    }

    /// With this clock, the time of day that moves with it from 2026-11-27T12:00:00Z on, and the largest waits there are.
    func timing(random: @escaping @Sendable () -> Double = { 0.999 }) -> Timing {
        Timing(
            now: { Self.start.addingTimeInterval(Double(self.now.offset.components.seconds)) }, clock: self,
            random: random)
    }

    static let start = Date(timeIntervalSince1970: 1_795_780_800)
}

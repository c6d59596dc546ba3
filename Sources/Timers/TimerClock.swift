/// Time as `ContinuousClock` tells it, with waits of which nothing is left when they are cancelled.
///
/// What `Task.sleep` and `ContinuousClock` wait for stays in memory until its time has come, cancelled or not. Whoever gives
/// every request a time limit of minutes, and is mostly done in milliseconds, would hold the limits of the last minutes.
///
/// While the machine is suspended no time passes for a wait: it ends later by that much.
package struct TimerClock: Clock {
    package typealias Instant = ContinuousClock.Instant

    private let queue: TimerQueue

    package init() { queue = .shared }

    package init(queue: TimerQueue) { self.queue = queue }

    package var now: Instant { .now }

    package var minimumResolution: Duration { ContinuousClock().minimumResolution }

    /// - Parameter tolerance: not used; what is due at about the same time is woken at once anyway.
    /// - Throws: `CancellationError`.
    package func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        try await queue.sleep(until: deadline)
    }
}

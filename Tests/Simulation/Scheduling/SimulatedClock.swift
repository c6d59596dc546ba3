/// The clock of a ``Scheduler``.
package struct SimulatedClock: Clock {
    package struct Instant: InstantProtocol {
        /// Since the simulation began.
        package var offset: Duration

        package func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        package func duration(to other: Instant) -> Duration { other.offset - offset }
        package static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private let scheduler: Scheduler

    package init(_ scheduler: Scheduler) { self.scheduler = scheduler }

    package var now: Instant { Instant(offset: .milliseconds(scheduler.milliseconds)) }
    package var minimumResolution: Duration { .milliseconds(1) }

    package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let wait = now.duration(to: deadline)
        // The next whole millisecond: who sleeps must not wake too early.
        let milliseconds = Int((wait / .milliseconds(1)).rounded(.up))
        try await scheduler.sleep(max(0, milliseconds))
    }
}

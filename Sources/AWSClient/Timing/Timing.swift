internal import Timers

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// Time and chance, as tests give them.
package struct Timing: Sendable {
    /// The time of day, for signatures and for what ends.
    package var now: @Sendable () -> Date
    /// What waits and deadlines are measured on.
    package var clock: any Clock<Duration>
    /// Gives a number from 0 up to and without 1.
    package var random: @Sendable () -> Double

    package init(
        now: @escaping @Sendable () -> Date = { Date() }, clock: any Clock<Duration> = TimerClock(),
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
    ) {
        self.now = now
        self.clock = clock
        self.random = random
    }

    /// The system's.
    package static let system = Timing()

    /// Starts measuring.
    func stopwatch() -> @Sendable () -> Duration { Self.stopwatch(clock) }

    private static func stopwatch(_ clock: some Clock<Duration>) -> @Sendable () -> Duration {
        let start = clock.now
        return { start.duration(to: clock.now) }
    }

    /// - Throws: `CancellationError`.
    func sleep(for duration: Duration) async throws { try await clock.sleep(for: duration) }
}

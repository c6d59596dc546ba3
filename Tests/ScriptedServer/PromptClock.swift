/// A clock for calls and their repetitions: pauses take no time. What is 5 s or longer is a limit, and takes its time.
package struct PromptClock: Clock {
    package typealias Instant = ContinuousClock.Instant

    private let clock = ContinuousClock()

    package init() {}

    package var now: Instant { clock.now }
    package var minimumResolution: Duration { clock.minimumResolution }

    package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        // Time went on since the deadline was made of a limit.
        guard clock.now.duration(to: deadline) > .seconds(4) else { return }
        try await clock.sleep(until: deadline, tolerance: tolerance)
    }
}

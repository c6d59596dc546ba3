import Renditions

/// Until when a job may take.
struct ReferenceDeadline {
    private let seconds: Double
    private let end: ContinuousClock.Instant

    init(seconds: Double) {
        self.seconds = seconds
        end = .now + .seconds(seconds)
    }

    /// - Throws: `CancellationError` when nobody waits any more, `RenderError` with code `timed-out` when the time is
    ///   used up.
    func check() throws {
        try Task.checkCancellation()
        guard ContinuousClock.now <= end else {
            throw RenderError(
                .timedOut, "The work took longer than \(seconds) seconds. Ask for less, or raise the limit of seconds.")
        }
    }
}

/// A clock on which everything takes a part of the time that it says: a second passes in milliseconds.
public struct HurriedClock: Clock {
    public struct Instant: InstantProtocol {
        /// Time since the clock was made, as the clock tells it.
        public var offset: Duration

        public func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        public func duration(to other: Instant) -> Duration { other.offset - offset }
        public static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private let base = ContinuousClock()
    private let origin: ContinuousClock.Instant
    private let factor: Int

    /// - Parameter factor: how many of this clock's seconds pass in one.
    public init(factor: Int) {
        self.factor = factor
        origin = base.now
    }

    public var now: Instant { Instant(offset: origin.duration(to: base.now) * factor) }
    public var minimumResolution: Duration { base.minimumResolution * factor }

    public func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try await base.sleep(until: origin.advanced(by: deadline.offset / factor), tolerance: .zero)
    }
}

internal import Timers

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Tells the time of day and waits for one. Runners take one, so that tests decide how fast time passes.
public struct WorkflowClock: Sendable {
    private let read: @Sendable () -> Date
    private let wait: @Sendable (Date) async throws -> Void

    /// - Parameter date: what the clock's present instant counts as.
    public init<Base: Clock>(_ clock: Base, startingAt date: Date = Date()) where Base.Duration == Duration {
        let origin = clock.now
        read = { date.addingTimeInterval(origin.duration(to: clock.now) / .seconds(1)) }
        wait = { end in
            try await clock.sleep(
                until: origin.advanced(by: .seconds(end.timeIntervalSince(date))), tolerance: nil)
        }
    }

    private init(read: @escaping @Sendable () -> Date, wait: @escaping @Sendable (Date) async throws -> Void) {
        self.read = read
        self.wait = wait
    }

    /// The system's time of day, also after it was set anew.
    public static let system = WorkflowClock(
        read: { Date() },
        wait: { end in try await TimerClock().sleep(for: .seconds(max(0, end.timeIntervalSinceNow))) })

    public var now: Date { read() }

    /// Waits; may come back early when the time of day is set anew.
    ///
    /// - Throws: `CancellationError`.
    public func sleep(until date: Date) async throws { try await wait(date) }
}

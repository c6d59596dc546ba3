#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// Rings when a time has come. It may ring too early, never too late: whoever is rung for looks at the clock.
package struct WorkflowAlarm {
    private let clock: WorkflowClock
    private let ring: @Sendable () -> Void
    private var pending: (time: Date, task: Task<Void, Never>)?

    package init(clock: WorkflowClock, ring: @escaping @Sendable () -> Void) {
        self.clock = clock
        self.ring = ring
    }

    /// Sees to it that the alarm rings at this time at the latest.
    package mutating func set(_ time: Date?) {
        guard let time else { return }
        if let pending, pending.time <= time, pending.time > clock.now { return }
        pending?.task.cancel()
        pending = (
            time,
            Task { [clock, ring] in
                guard (try? await clock.sleep(until: time)) != nil else { return }
                ring()
            }
        )
    }

    /// Forgets what was set. To be called when the alarm has rung too, since the time of day may be set back.
    package mutating func clear() {
        pending?.task.cancel()
        pending = nil
    }
}

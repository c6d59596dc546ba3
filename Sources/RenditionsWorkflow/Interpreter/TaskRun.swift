#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// An attempt of a task under way.
struct TaskRun: Codable, Sendable {
    let id: TaskRequest.ID
    let deadline: Date?
    /// Seconds between heartbeats.
    let heartbeat: Double?
    var heartbeatDeadline: Date?
    /// What chance followed from when the payload was made, so that it can be made again.
    let random: SeededRandom

    var nextDeadline: Date? { [deadline, heartbeatDeadline].compactMap(\.self).min() }
}

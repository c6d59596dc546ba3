internal import RenditionsWorkflow
internal import Synchronization

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Executions that this process has just started. Step Functions may not know them yet when it is asked of them, since what it
/// answers is consistent only after a moment.
final class FreshExecutions: Sendable {
    /// How long one counts as just started, in seconds.
    private static let life: TimeInterval = 10

    private let started = Mutex<[ExecutionIdentity: Date]>([:])

    func add(_ execution: ExecutionIdentity, at now: Date) {
        started.withLock { started in
            started = started.filter { now.timeIntervalSince($0.value) < Self.life }
            started[execution] = now
        }
    }

    func contains(_ execution: ExecutionIdentity, at now: Date) -> Bool {
        started.withLock { $0[execution].map { now.timeIntervalSince($0) < Self.life } ?? false }
    }
}

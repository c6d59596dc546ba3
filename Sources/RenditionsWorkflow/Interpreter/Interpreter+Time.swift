#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Interpreter {
    /// Looks at everything whose time has come, in the order in which it came.
    mutating func fireTimers() {
        if let deadline = snapshot.deadline, deadline <= now { return halt(.timedOut, .executionTimedOut) }
        let due = snapshot.timers.filter { $0.value <= now }.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
        for (id, _) in due {
            // An earlier one may have ended what waits.
            guard snapshot.outcome == nil, snapshot.timers.removeValue(forKey: id) != nil,
                let strand = snapshot.strands[id]
            else { continue }
            switch strand.phase {
            case .wait:
                snapshot.strands[id] = nil
                endWait(strand)
            case .retry:
                snapshot.strands[id]?.phase = .running
                snapshot.ready.append(id)
            case .task(let run):
                let missedHeartbeat =
                    run.heartbeatDeadline.map { $0 <= now && $0 < run.deadline ?? .distantFuture } ?? false
                effects.abandoned.append(run.id)
                taskFailed(
                    run.id,
                    StateFailure(
                        error: missedHeartbeat ? ErrorName.heartbeatTimeout : ErrorName.timeout, cause: nil),
                    timedOut: true)
            case .entering, .running, .join, .halted: continue
            }
        }
    }
}

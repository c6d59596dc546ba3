internal import RenditionsWorkflow
internal import Synchronization

/// How much work is waiting or under way, as far as it has to be known to turn uploads away.
///
/// Counted by the runner, which knows of everything that others began and of what was there before this process; between
/// two counts everything that was admitted counts as still there. So the bound is never passed, and a count costs nothing
/// while uploads come slowly.
final class Backlog: Sendable {
    private struct State {
        var count = 0
        var admitted = 0
        var counted: ContinuousClock.Instant?
        var isCounting = false
    }

    private let state = Mutex(State())

    /// How long a count is good for.
    private static let lifetime = Duration.milliseconds(200)

    /// - Throws: ``Problem`` with code `unavailable` when as much is waiting as may be; `WorkflowError`.
    func admit(_ runner: any WorkflowRunner, maximum: Int) async throws {
        let now = ContinuousClock.now
        let mustCount = state.withLock { state in
            guard !state.isCounting, state.counted.map({ now - $0 > Self.lifetime }) ?? true else { return false }
            state.isCounting = true
            return true
        }
        if mustCount {
            let admitted = state.withLock { $0.admitted }
            do {
                let count = try await Self.count(runner, upTo: maximum)
                state.withLock { state in
                    // What was admitted since the count began is not surely in it.
                    state.admitted -= admitted
                    state.count = count
                    state.counted = now
                    state.isCounting = false
                }
            } catch {
                state.withLock { $0.isCounting = false }
                throw error
            }
        }
        let isAdmitted = state.withLock { state in
            guard state.count + state.admitted < maximum else { return false }
            state.admitted += 1
            return true
        }
        guard isAdmitted else {
            throw Problem(.unavailable, "More images wait to be processed than may. Try again later.", retryAfter: 2)
        }
    }

    /// Executions that run, at most `limit` of them.
    private static func count(_ runner: any WorkflowRunner, upTo limit: Int) async throws -> Int {
        var request = ExecutionListRequest(status: .running, limit: min(1000, max(1, limit)))
        var count = 0
        repeat {
            let page = try await runner.page(request)
            count += page.executions.count
            request.cursor = page.next
        } while request.cursor != nil && count < limit
        return count
    }
}

internal import RenditionsWorkflow
internal import Synchronization

/// How much work is waiting or under way, as far as it has to be known to turn uploads away.
///
/// Counted by the runner, which knows of everything that others began and of what was there before this process. Between two
/// counts everything that was begun here counts as still there, and so does every upload that was let in and is not begun yet.
/// So the bound is never passed, and a count costs nothing while uploads come slowly.
final class Backlog: Sendable {
    private struct State {
        /// Let in, and neither begun nor failed yet.
        var inHand = 0
        /// Begun here, and not surely in ``counted``.
        var begun = 0
        /// What the runner said last.
        var counted = 0
        var time: ContinuousClock.Instant?
        var isCounting = false
    }

    private let state = Mutex(State())

    /// How long a count is good for.
    private static let lifetime = Duration.milliseconds(200)

    /// Lets an upload in. ``leave(hasBegun:)`` is owed for it.
    ///
    /// - Throws: ``Problem`` with code `unavailable` when as much is waiting as may be; `WorkflowError`.
    func admit(_ runner: any WorkflowRunner, maximum: Int) async throws {
        let now = ContinuousClock.now
        let begunBefore: Int? = state.withLock { state in
            guard !state.isCounting, state.time.map({ now - $0 > Self.lifetime }) ?? true else { return nil }
            state.isCounting = true
            return state.begun
        }
        if let begunBefore {
            do {
                let count = try await Self.count(runner, upTo: maximum)
                state.withLock { state in
                    // What was begun before the count began is in it, or is over.
                    state.begun -= begunBefore
                    state.counted = count
                    state.time = now
                    state.isCounting = false
                }
            } catch {
                state.withLock { $0.isCounting = false }
                throw error
            }
        }
        let isAdmitted = state.withLock { state in
            guard state.inHand + state.begun + state.counted < maximum else { return false }
            state.inHand += 1
            return true
        }
        guard isAdmitted else {
            throw Problem(.unavailable, "More images wait to be processed than may. Try again later.", retryAfter: 2)
        }
    }

    /// - Parameter hasBegun: whether the upload's execution is begun; otherwise it was refused, or there was one.
    func leave(hasBegun: Bool) {
        state.withLock { state in
            state.inHand -= 1
            if hasBegun { state.begun += 1 }
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

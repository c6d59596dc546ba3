internal import Synchronization

/// Hints on their way from where they arise to the one who waits for them.
package final class HintBuffer: Sendable {
    private struct State {
        var hints: [FolderHint] = []
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())
    private let limit: Int

    /// - Parameter limit: more hints than these become one that says that some were lost.
    package init(limit: Int = 100_000) { self.limit = limit }

    package func append(_ hints: some Collection<FolderHint>) {
        guard !hints.isEmpty else { return }
        let waiter = state.withLock { state in
            if state.hints.count + hints.count > limit {
                // That the root has gone is found by looking, too.
                state.hints = [.lost]
            } else {
                state.hints += hints
            }
            return state.waiter.take()
        }
        waiter?.resume()
    }

    /// Everything there is; waits until there is something. Empty when the task is cancelled.
    package func next() async -> [FolderHint] {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mayGoOn = state.withLock { state in
                    // Cancellation may have come before there was anybody to wake.
                    if !state.hints.isEmpty || Task.isCancelled { return true }
                    state.waiter = continuation
                    return false
                }
                if mayGoOn { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiter.take() }?.resume()
        }
        if Task.isCancelled { return [] }
        return state.withLock { state in
            defer { state.hints = [] }
            return state.hints
        }
    }
}

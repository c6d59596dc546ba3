internal import Synchronization

/// Carries a cancellation to a job that may not have started yet.
final class RenderCancellation: Sendable {
    private struct State {
        var context: RenderContext?
        var isCancelled = false
    }

    private let state = Mutex(State())

    func bind(_ context: RenderContext) {
        let isCancelled = state.withLock { state in
            state.context = context
            return state.isCancelled
        }
        if isCancelled { context.cancel() }
    }

    func cancel() {
        let context = state.withLock { state in
            state.isCancelled = true
            return state.context
        }
        context?.cancel()
    }
}

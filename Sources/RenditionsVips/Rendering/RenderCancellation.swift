internal import Synchronization
internal import Timers

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

    /// Stops the job when its time is used up, again and again until it has ended and this task is cancelled.
    func expire() async {
        let clock = TimerClock()
        do {
            while true {
                // Its time begins when a thread takes the job up.
                guard let context = state.withLock({ $0.context }) else {
                    try await clock.sleep(for: .milliseconds(50))
                    continue
                }
                try await clock.sleep(until: context.deadline)
                context.stop()
                try await clock.sleep(for: .milliseconds(50))
            }
        } catch {
            // The job has ended.
        }
    }

    func cancel() {
        let context = state.withLock { state in
            state.isCancelled = true
            return state.context
        }
        context?.cancel()
    }
}

import Dispatch
import Synchronization

/// Runs tasks only as far as they get by themselves, so that a test knows where they stand and need not hope.
///
/// Tasks that prefer it, and the actors that they call, run on it and nowhere else. Until ``release()``, what they are
/// to do next waits for ``runUntilIdle()``.
final class SteppedExecutor: TaskExecutor {
    private let state = Mutex<(jobs: [UnownedJob], isReleased: Bool)>(([], false))
    private let queue = DispatchQueue(label: "stepped-executor")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let runsNow = state.withLock { state in
            if !state.isReleased { state.jobs.append(job) }
            return state.isReleased
        }
        if runsNow { run(job) }
    }

    /// Runs what is there to be run. Afterwards every task has ended, or waits for something that others must do.
    func runUntilIdle() {
        while let job = state.withLock({ $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }) {
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }

    /// From now on tasks go on by themselves.
    func release() {
        let jobs = state.withLock { state in
            state.isReleased = true
            defer { state.jobs = [] }
            return state.jobs
        }
        for job in jobs { run(job) }
    }

    private func run(_ job: UnownedJob) {
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

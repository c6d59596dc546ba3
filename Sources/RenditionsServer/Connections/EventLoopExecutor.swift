internal import NIOCore

/// Runs tasks on an event loop's thread.
///
/// A connection whose task runs where its bytes come and go changes threads for nobody but a store that blocks. Otherwise each
/// request has another thread woken up twice, which costs more than the rest of a small answer.
final class EventLoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

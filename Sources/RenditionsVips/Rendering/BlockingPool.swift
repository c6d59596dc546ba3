internal import CVips
internal import Renditions

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// A fixed number of threads for work that blocks. Decoding on Swift's own pool would hold up every other task of the
/// process for as long as it takes.
///
/// Threads of our own and not NIO's, because each must give back what the library keeps for it before it ends, and for
/// the sake of those who build nothing else of NIO's. ``Admission`` lets no more work in than there are threads, so that
/// nothing waits here that may want to be withdrawn.
///
/// Work is done in the order in which it comes. When the pool is let go, its threads finish what they do and end.
final class BlockingPool: Sendable {
    private let queue = JobQueue()

    /// - Throws: `RenderError` with code `engine-unavailable` when the system gives fewer threads.
    init(threads: Int) throws {
        for number in 0..<max(1, threads) {
            let status = startThread()
            guard status != 0 else { continue }
            throw RenderError(
                .engineUnavailable,
                "The system gave \(number) of \(threads) threads (\(String(cString: strerror(status)))). Ask for fewer, or "
                    + "raise the limit of threads.")
        }
    }

    deinit { queue.close() }

    /// Runs `body` on one of the threads.
    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.add { continuation.resume(with: Swift.Result { try body() }) }
        }
    }

    /// - Returns: 0, or what `errno` would be.
    private func startThread() -> Int32 {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        #if canImport(Darwin)
        var thread: pthread_t?
        #else
        var thread = pthread_t()
        #endif
        let shared = Unmanaged.passRetained(queue)
        let status = pthread_create(
            &thread, &attributes,
            { opaque in
                #if canImport(Darwin)
                let queue = Unmanaged<JobQueue>.fromOpaque(opaque).takeRetainedValue()
                #else
                guard let opaque else { return nil }
                let queue = Unmanaged<JobQueue>.fromOpaque(opaque).takeRetainedValue()
                #endif
                while let job = queue.next() { job() }
                // The library keeps buffers for every thread that used it.
                vips_thread_shutdown()
                return nil
            }, shared.toOpaque())
        pthread_attr_destroy(&attributes)
        if status != 0 { shared.release() }
        return status
    }
}

/// Jobs that wait for a thread.
//
// Unchecked: everything mutable is touched only while `mutex` is held.
private final class JobQueue: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var jobs: [@Sendable () -> Void] = []
    private var isClosed = false

    init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    func add(_ job: @escaping @Sendable () -> Void) {
        pthread_mutex_lock(mutex)
        jobs.append(job)
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    /// The next job; waits for one. Nil when the queue is closed and empty.
    func next() -> (@Sendable () -> Void)? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while jobs.isEmpty {
            if isClosed { return nil }
            pthread_cond_wait(condition, mutex)
        }
        return jobs.removeFirst()
    }

    func close() {
        pthread_mutex_lock(mutex)
        isClosed = true
        pthread_cond_broadcast(condition)
        pthread_mutex_unlock(mutex)
    }
}

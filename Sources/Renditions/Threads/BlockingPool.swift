#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// A fixed number of threads for work that blocks. Decoding, or waiting for a disk, on Swift's own pool would hold up
/// every other task of the process for as long as it takes.
///
/// Threads of our own and not NIO's: NIO ends the process where a thread can't be had, and the engine's must give back what
/// the library keeps for each before it ends. Who may want to withdraw work that waits puts ``Admission`` in front.
///
/// Work is done in the order in which it comes. When the pool is let go, its threads finish what they do and end.
package final class BlockingPool: Sendable {
    /// How many threads there are.
    package let threadCount: Int
    private let queue: JobQueue

    /// - Parameters:
    ///   - threads: at least one is started.
    ///   - stackSize: bytes of stack of each thread; nil for the system's default.
    ///   - atThreadEnd: called on each thread before it ends.
    /// - Throws: ``ThreadShortage`` when the system gives fewer threads; those that it gave end.
    package init(
        threads: Int, stackSize: Int? = nil, atThreadEnd: @escaping @Sendable () -> Void = {}
    ) throws(ThreadShortage) {
        threadCount = max(1, threads)
        queue = JobQueue(atThreadEnd: atThreadEnd)
        for started in 0..<threadCount {
            let failure = queue.startThread(stackSize: stackSize)
            guard failure == 0 else {
                queue.close()
                throw ThreadShortage(wanted: threadCount, started: started, errorNumber: failure)
            }
        }
    }

    deinit { queue.close() }

    /// Runs `body` on one of the threads.
    package func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.add { continuation.resume(with: Swift.Result { try body() }) }
        }
    }
}

extension JobQueue {
    /// Starts a thread that does jobs until the queue is closed and empty.
    ///
    /// - Returns: 0, or the number of the system's error.
    fileprivate func startThread(stackSize: Int?) -> Int32 {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        if let stackSize {
            let failure = pthread_attr_setstacksize(&attributes, stackSize)
            guard failure == 0 else { return failure }
        }
        #if canImport(Darwin)
        var thread: pthread_t?
        #else
        var thread = pthread_t()
        #endif
        let own = Unmanaged.passRetained(self)
        let failure = pthread_create(
            &thread, &attributes,
            { opaque in
                #if canImport(Darwin)
                let queue = Unmanaged<JobQueue>.fromOpaque(opaque).takeRetainedValue()
                #else
                guard let opaque else { return nil }
                let queue = Unmanaged<JobQueue>.fromOpaque(opaque).takeRetainedValue()
                #endif
                queue.work()
                return nil
            }, own.toOpaque())
        if failure != 0 { own.release() }
        return failure
    }
}

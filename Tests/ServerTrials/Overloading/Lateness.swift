internal import NIOCore
internal import NIOPosix

/// How much later than it should this process does something, which is part of whatever it measures: senders that share the
/// processors with the server wait for them as well.
enum Lateness {
    private static let pause = Duration.milliseconds(10)

    /// Measures it until it is told to stop: on the threads of tasks, and on an event loop, as an answer passes both.
    static func measure(until isOver: Signal) async throws -> Timings {
        let loop = MultiThreadedEventLoopGroup.singletonMultiThreadedEventLoopGroup.next()
        var timings = Timings()
        while !isOver.isSet {
            let begin = ContinuousClock.now
            try await Task.sleep(for: pause)
            try await loop.submit {}.get()
            timings.add(ContinuousClock.now - begin - pause)
        }
        return timings
    }
}

import Dispatch
import Renditions
import Testing

@Suite struct BlockingPoolTests {
    /// No process has room for a stack of 64 TiB, so that the system itself refuses.
    @Test(arguments: [1, 4]) func aThreadThatCannotBeHadIsAnError(_ threads: Int) {
        #expect {
            try BlockingPool(threads: threads, stackSize: 1 << 46)
        } throws: { error in
            guard let shortage = error as? ThreadShortage else { return false }
            return shortage.wanted == threads && shortage.started == 0 && shortage.errorNumber != 0
                && shortage.description.contains("thread 1 of \(threads)")
        }
    }

    @Test func doesWorkAndHandsOnErrors() async throws {
        struct Refusal: Error {}
        let pool = try BlockingPool(threads: 2, stackSize: 1 << 20)
        #expect(try await pool.run { 6 * 7 } == 42)
        await #expect(throws: Refusal.self) { try await pool.run { throw Refusal() } }
    }

    @Test(arguments: [0, -3]) func hasOneThreadAtLeast(_ threads: Int) async throws {
        let pool = try BlockingPool(threads: threads)
        #expect(pool.threadCount == 1)
        #expect(try await pool.run { true })
    }

    /// Each job waits for the other.
    @Test(.timeLimit(.minutes(10))) func worksOnAsManyJobsAsThereAreThreads() async throws {
        let pool = try BlockingPool(threads: 2)
        let left = DispatchSemaphore(value: 0)
        let right = DispatchSemaphore(value: 0)
        async let first: Void = pool.run {
            left.signal()
            right.wait()
        }
        async let second: Void = pool.run {
            right.signal()
            left.wait()
        }
        _ = try await (first, second)
    }

    @Test(.timeLimit(.minutes(10))) func everyThreadEndsWhenThePoolIsLetGo() async throws {
        let (ends, continuation) = AsyncStream<Void>.makeStream()
        do {
            let pool = try BlockingPool(threads: 3) { continuation.yield() }
            try await pool.run {}
        }
        var count = 0
        for await _ in ends {
            count += 1
            if count == 3 { break }
        }
        #expect(count == 3)
    }
}

import Testing
import Timers

@Suite struct TimerClockTests {
    private let queue = TimerQueue()
    private var clock: TimerClock { TimerClock(queue: queue) }

    @Test func nobodyIsWokenTooEarly() async throws {
        try await withThrowingTaskGroup { group in
            for index in 0..<200 {
                group.addTask {
                    let end = clock.now + .milliseconds(index * 7 % 50)
                    try await clock.sleep(until: end)
                    #expect(clock.now >= end)
                }
            }
            try await group.waitForAll()
        }
        #expect(queue.size == 0)
    }

    @Test func whatIsDueFirstIsWokenFirstThoughItCameLater() async throws {
        let late = Task { try await clock.sleep(for: .seconds(3600)) }
        while queue.size == 0 { await Task.yield() }
        try await clock.sleep(for: .milliseconds(5))
        #expect(queue.size == 1)
        late.cancel()
        await #expect(throws: CancellationError.self) { try await late.value }
    }

    @Test func aTimeThatIsOverIsNotWaitedFor() async throws {
        try await clock.sleep(until: clock.now - .seconds(1))
        try await clock.sleep(for: .zero)
        #expect(queue.size == 0)
    }

    @Test func nothingIsLeftOfWaitsThatAreCancelled() async {
        let last = Task { try await clock.sleep(for: .seconds(7200)) }
        let others = (0..<2000).map { _ in Task { try await clock.sleep(for: .seconds(3600)) } }
        while queue.size < 2001 { await Task.yield() }
        for other in others {
            other.cancel()
            await #expect(throws: CancellationError.self) { try await other.value }
        }
        // Those due before whoever still waits went as they were cancelled, as they come first.
        #expect(queue.size == 1)
        last.cancel()
        _ = await last.result
        #expect(queue.size == 0)
    }

    @Test func waitsThatAreCancelledBehindSomebodyAreTidiedUp() async {
        let first = Task { try await clock.sleep(for: .seconds(3600)) }
        while queue.size == 0 { await Task.yield() }
        for count in 1...1000 {
            let before = queue.size
            let other = Task { try await clock.sleep(for: .seconds(7200 + count)) }
            while queue.size == before { await Task.yield() }
            other.cancel()
            _ = await other.result
            #expect(queue.size <= 2 + TimerQueue.slack)
        }
        first.cancel()
        _ = await first.result
        #expect(queue.size == 0)
    }

    @Test func whoIsCancelledAlreadyDoesNotWait() async {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await clock.sleep(for: .seconds(3600))
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(queue.size == 0)
    }

    @Test func cancellationsAndEndsAtTheSameTimeLoseNobody() async {
        await withTaskGroup { group in
            for index in 0..<1000 {
                group.addTask {
                    let sleeper = Task { try await clock.sleep(for: .microseconds(index % 100 * 20)) }
                    try? await clock.sleep(for: .microseconds(index % 90 * 20))
                    sleeper.cancel()
                    _ = await sleeper.result
                }
            }
        }
        #expect(queue.size == 0)
    }
}

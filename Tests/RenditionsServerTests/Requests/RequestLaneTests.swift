import RenditionsAPI
import RenditionsServer
import RenditionsTesting
import Testing

@Suite("How many requests are let in")
struct RequestLaneTests {
    private let clock = SteppingClock()

    private func lane(_ maximum: Int, waiting: Int) -> RequestLane {
        RequestLane(
            RequestLimits.Lane(maximum: maximum, maximumWaiting: waiting, waitSeconds: 5), name: "requests",
            metrics: PrometheusRegistry(), clock: clock)
    }

    /// Returns when so many wait.
    private func until(_ lane: RequestLane, waiting: Int) async {
        while lane.occupancy.waiting != waiting { await Task.yield() }
    }

    @Test("As many as may are let in, and one that leaves makes room")
    func bound() async throws {
        let lane = lane(2, waiting: 0)
        let first = try await lane.enter()
        let second = try await lane.enter()
        await #expect(throws: Problem.self) { try await lane.enter() }
        first.release()
        first.release()
        #expect(lane.occupancy == (1, 0))
        let third = try await lane.enter()
        #expect(lane.occupancy == (2, 0))
        second.release()
        third.release()
        #expect(lane.occupancy == (0, 0))
    }

    @Test("What is turned away is told when to come again")
    func refusal() async throws {
        let lane = lane(1, waiting: 0)
        let permit = try await lane.enter()
        let problem = await #expect(throws: Problem.self) { try await lane.enter() }
        #expect(problem?.code == .unavailable)
        #expect(problem?.retryAfter == 1)
        permit.release()
    }

    @Test("A permit that is dropped is released")
    func dropping() async throws {
        let lane = lane(1, waiting: 0)
        for _ in 1...3 { _ = try await lane.enter() }
        #expect(lane.occupancy == (0, 0))
    }

    @Test("Who waits comes in in the order of coming")
    func order() async throws {
        let lane = lane(1, waiting: 10)
        var permit = try await lane.enter()
        let (turns, turn) = AsyncStream.makeStream(of: (Int, RequestPermit).self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...5 {
                group.addTask { turn.yield((number, try await lane.enter())) }
                await until(lane, waiting: number)
            }
            var order: [Int] = []
            var iterator = turns.makeAsyncIterator()
            for _ in 1...5 {
                permit.release()
                let next = try #require(await iterator.next())
                order.append(next.0)
                permit = next.1
            }
            #expect(order == [1, 2, 3, 4, 5])
        }
        permit.release()
        #expect(lane.occupancy == (0, 0))
    }

    @Test("No more wait than may")
    func queueBound() async throws {
        let lane = lane(1, waiting: 2)
        let permit = try await lane.enter()
        // Each leaves as soon as it is in.
        async let second: Void = lane.enter().release()
        async let third: Void = lane.enter().release()
        await until(lane, waiting: 2)
        await #expect(throws: Problem.self) { try await lane.enter() }
        permit.release()
        _ = try await (second, third)
        #expect(lane.occupancy == (0, 0))
    }

    @Test("A wait ends when its time is over, and leaves nothing behind")
    func deadline() async throws {
        let lane = lane(1, waiting: 10)
        let permit = try await lane.enter()
        let waiting = Task { try await lane.enter() }
        await until(lane, waiting: 1)
        // Time goes on until the waiter has gone to sleep and is woken, however often that takes.
        while lane.occupancy.waiting > 0 {
            clock.advance(by: .seconds(5))
            await Task.yield()
        }
        let problem = await #expect(throws: Problem.self) { try await waiting.value }
        #expect(problem?.code == .unavailable)
        #expect(lane.occupancy == (1, 0))
        permit.release()
        #expect(lane.occupancy == (0, 0))
    }

    @Test("Who is cancelled while waiting leaves, and the next one is let in")
    func cancellation() async throws {
        let lane = lane(1, waiting: 10)
        let permit = try await lane.enter()
        let cancelled = Task { try await lane.enter() }
        await until(lane, waiting: 1)
        let waiting = Task { try await lane.enter() }
        await until(lane, waiting: 2)
        cancelled.cancel()
        await #expect(throws: Problem.self) { try await cancelled.value }
        #expect(lane.occupancy == (1, 1))
        permit.release()
        let next = try await waiting.value
        #expect(lane.occupancy == (1, 0))
        next.release()
    }

    @Test("A task that is cancelled before it waits gets nothing and takes nothing")
    func cancelledBefore() async throws {
        let lane = lane(1, waiting: 10)
        let permit = try await lane.enter()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await lane.enter()
        }
        task.cancel()
        await #expect(throws: Problem.self) { try await task.value }
        permit.release()
        #expect(lane.occupancy == (0, 0))
    }
}

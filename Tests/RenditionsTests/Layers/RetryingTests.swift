import NIOCore
import Renditions
import RenditionsTesting
import Testing

@Suite struct RetryingTests {
    private let clock = InstantClock()

    private func retrying(
        _ faults: [Fault<ObjectStoreOperation>], attempts: Int = 4
    ) -> (store: RetryingObjectStore, faulty: FaultyObjectStore, memory: MemoryObjectStore) {
        let memory = MemoryObjectStore()
        let faulty = FaultyObjectStore(memory, faults: faults)
        return (
            RetryingObjectStore(faulty, policy: RetryPolicy(attempts: attempts), clock: clock, random: { 0.5 }), faulty,
            memory
        )
    }

    @Test func callsAgainUntilItSucceeds() async throws {
        let (store, faulty, _) = retrying([.calls([1, 2], of: .put)])
        _ = try await store.put(ObjectBody([1, 2, 3]), at: "a")
        #expect(faulty.count(of: .put) == 3)
        #expect(clock.sleeps == [.milliseconds(50), .milliseconds(100)])
    }

    @Test func givesUpAfterAllAttempts() async throws {
        let (store, faulty, _) = retrying([.calls(1...9, of: .get)], attempts: 3)
        await #expect { try await store.get("a") } throws: { ($0 as? StoreError)?.code == .unavailable }
        #expect(faulty.count(of: .get) == 3)
        #expect(clock.sleeps.count == 2)
    }

    @Test func doesNotRepeatWhatCannotSucceed() async throws {
        let (store, faulty, _) = retrying([])
        await #expect { try await store.get("missing") } throws: { ($0 as? StoreError)?.code == .notFound }
        #expect(faulty.count(of: .get) == 1)
    }

    @Test func doesNotRepeatABodyThatIsReadOnce() async throws {
        let (store, faulty, _) = retrying([.calls([1], of: .put)])
        let body = ObjectBody(length: 0) { nil as ByteBuffer? }
        await #expect { try await store.put(body, at: "a") } throws: { ($0 as? StoreError)?.code == .unavailable }
        #expect(faulty.count(of: .put) == 1)
    }

    @Test func recognisesItsOwnObjectWhenTheReplyToACreateIsLost() async throws {
        let (store, _, memory) = retrying([.calls([1], of: .put, .after)])
        let options = PutOptions(mode: .create, contentType: "image/png", attributes: ["a": "b"])
        let metadata = try await store.put(ObjectBody([1, 2, 3]), at: "a", options: options)
        #expect(try await memory.head("a") == metadata)
    }

    @Test func doesNotTakeSomebodyElsesObjectForItsOwn() async throws {
        let (store, _, memory) = retrying([.calls([1], of: .put)])
        try await memory.put(ObjectBody([9, 9, 9]), at: "a")
        await #expect {
            try await store.put(ObjectBody([1, 2, 3]), at: "a", options: PutOptions(mode: .create))
        } throws: { ($0 as? StoreError)?.code == .preconditionFailed }
        #expect(try await memory.get("a").body.collect(upTo: 9) == ByteBuffer(bytes: [9, 9, 9]))
    }

    @Test func waitsGrowUpToTheirBound() {
        let policy = RetryPolicy(attempts: 9, firstDelay: .milliseconds(100), factor: 3, maximumDelay: .seconds(2))
        let bounds = (1...5).map { policy.delayBound(afterFailures: $0) }
        #expect(bounds == [.milliseconds(100), .milliseconds(300), .milliseconds(900), .seconds(2), .seconds(2)])
    }

    @Test func stopsWaitingWhenCancelled() async throws {
        let store = FaultyObjectStore(MemoryObjectStore(), faults: [.random(probability: 1)])
            .retrying(RetryPolicy(attempts: 1_000_000, firstDelay: .seconds(3600)))
        let task = Task { try await store.get("a") }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func recordsAreRepeatedToo() async throws {
        let faulty = FaultyMetadataStore(MemoryMetadataStore(), faults: [.calls([1, 2], of: .record)])
        let store = faulty.retrying(clock: clock)
        #expect(try await store.record(AssetID(original: "a")) == nil)
        #expect(faulty.count(of: .record) == 3)
    }
}

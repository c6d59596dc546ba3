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

    @Test func recognisesItsOwnObjectWhenTheReplyToAReplaceIsLost() async throws {
        let (store, faulty, memory) = retrying([.calls([1], of: .put, .after)])
        let old = try await memory.put(ObjectBody([1]), at: "a")
        let options = PutOptions(mode: .replace(old.entityTag))
        let metadata = try await store.put(ObjectBody([2]), at: "a", options: options)
        #expect(try await memory.head("a") == metadata)
        #expect(faulty.count(of: .put) == 2)
        // Somebody who writes the same bytes with the same tag has come too late all the same.
        await #expect { try await store.put(ObjectBody([2]), at: "a", options: options) } throws: {
            ($0 as? StoreError)?.code == .preconditionFailed
        }
    }

    @Test(arguments: [
        PutOptions(mode: .create, contentType: "image/png"), PutOptions(mode: .create, attributes: ["a": "b"]),
    ])
    func anObjectOfEqualBytesWithOtherMetadataIsAnothers(_ options: PutOptions) async throws {
        let (store, _, memory) = retrying([.calls([1], of: .put)])
        try await memory.put(ObjectBody([1, 2, 3]), at: "a")
        await #expect { try await store.put(ObjectBody([1, 2, 3]), at: "a", options: options) } throws: {
            ($0 as? StoreError)?.code == .preconditionFailed
        }
    }

    @Test func recognisesItsOwnObjectWhereTheStoreAddsAContentTypeAndKnowsNoConditions() async throws {
        let plain = UnconditionalStore(inner: MemoryObjectStore(), defaultContentType: "application/octet-stream")
        let faulty = FaultyObjectStore(plain, faults: [.calls([1], of: .put, .after)])
        let store = faulty.retrying(clock: clock)
        let metadata = try await store.put(ObjectBody([1, 2]), at: "a", options: PutOptions(mode: .create))
        #expect(metadata.contentType == "application/octet-stream")
    }

    @Test func aPutUnderAConditionIsRefusedWhenItsObjectIsGone() async throws {
        let memory = MemoryObjectStore()
        let old = try await memory.put(ObjectBody([1]), at: "a")
        try await memory.delete("a")
        let faulty = FaultyObjectStore(memory, faults: [.calls([1], of: .put)])
        await #expect {
            try await faulty.retrying(clock: clock)
                .put(ObjectBody([2]), at: "a", options: PutOptions(mode: .replace(old.entityTag)))
        } throws: { ($0 as? StoreError)?.code == .preconditionFailed }
    }

    @Test func beginsNoCallAfterTheDeadline() async throws {
        let faulty = FaultyObjectStore(MemoryObjectStore(), faults: [.random(probability: 1)])
        let policy = RetryPolicy(attempts: 99, firstDelay: .seconds(1), factor: 1, deadline: .seconds(3))
        let store = RetryingObjectStore(faulty, policy: policy, clock: clock, random: { 0.9 })
        await #expect { try await store.get("a") } throws: { ($0 as? StoreError)?.code == .unavailable }
        // After 0, 0.9, 1.8 and 2.7 s; the next would be after 3.6 s.
        #expect(faulty.count(of: .get) == 4)
        #expect(clock.now.offset == .milliseconds(2700))
    }

    @Test(arguments: [0, 0.25, 0.999])
    func waitsAreDrawnBetweenNothingAndTheBound(_ draw: Double) async throws {
        let faulty = FaultyObjectStore(MemoryObjectStore(), faults: [.random(probability: 1)])
        let policy = RetryPolicy(attempts: 4, firstDelay: .seconds(1), maximumDelay: .seconds(3))
        let store = RetryingObjectStore(faulty, policy: policy, clock: clock, random: { draw })
        _ = try? await store.get("a")
        #expect(clock.sleeps == [.seconds(1) * draw, .seconds(2) * draw, .seconds(3) * draw])
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
}

import Renditions
import RenditionsTesting
import Testing

@Suite struct DoublesTests {
    @Test func faultBeforeLosesTheRequest() async throws {
        let store = FaultyObjectStore(MemoryObjectStore(), faults: [.calls([1], of: .put)])
        await #expect(throws: StoreError.self) { try await store.put(ObjectBody([1]), at: "a") }
        #expect(try await store.contains("a") == false)
        try await store.put(ObjectBody([1]), at: "a")
        #expect(try await store.contains("a"))
        #expect(store.count(of: .put) == 2)
    }

    @Test func faultAfterLosesTheReply() async throws {
        let store = FaultyObjectStore(MemoryObjectStore(), faults: [.calls([2], of: .put, .after)])
        try await store.put(ObjectBody([1]), at: "a")
        await #expect(throws: StoreError.self) { try await store.put(ObjectBody([2]), at: "b") }
        #expect(try await store.contains("b"))
    }

    @Test func randomFaultsAreTheSameForTheSameSeed() async throws {
        func failures(seed: UInt64) async -> [Int] {
            let store = FaultyMetadataStore(
                MemoryMetadataStore(), faults: [.random(probability: 0.3)], seed: seed)
            var failed: [Int] = []
            for call in 0..<100 {
                do { _ = try await store.page(RecordRequest()) } catch { failed.append(call) }
            }
            return failed
        }
        let first = await failures(seed: 1)
        #expect((15...45).contains(first.count))
        #expect(await failures(seed: 1) == first)
        #expect(await failures(seed: 2) != first)
    }

    @Test func recorderKeepsCallsInOrder() async throws {
        let store = RecordingObjectStore()
        try await store.put(ObjectBody([1, 2]), at: "a")
        _ = try await store.head("a")
        try await store.delete("a")
        #expect(store.calls == [.put("a", PutOptions(), length: 2), .get("a", .head), .delete("a")])
        store.forget()
        #expect(store.calls.isEmpty)
    }

    @Test func delayIsWaitedBeforeTheCall() async throws {
        let clock = InstantClock()
        let store = DelayingObjectStore(MemoryObjectStore(), delay: .seconds(3), clock: clock)
        try await store.put(ObjectBody([1]), at: "a")
        try await store.delete("a")
        #expect(clock.sleeps == [.seconds(3), .seconds(3)])
    }

    /// Decorators that decorate nothing must not change what a store does.
    @Test(arguments: ObjectStoreCheck.all) func decoratedObjectStoresConform(_ check: ObjectStoreCheck) async throws {
        try await check(RecordingObjectStore(FaultyObjectStore(MemoryObjectStore(), faults: [])))
        try await check(DelayingObjectStore(MemoryObjectStore(), delay: .seconds(1), clock: InstantClock()))
    }

    @Test(arguments: MetadataStoreCheck.all)
    func decoratedMetadataStoresConform(_ check: MetadataStoreCheck) async throws {
        try await check(RecordingMetadataStore(FaultyMetadataStore(MemoryMetadataStore(), faults: [])))
    }
}

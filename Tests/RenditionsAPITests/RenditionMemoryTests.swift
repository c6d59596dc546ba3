import NIOCore
import Renditions
import RenditionsAPI
import RenditionsTesting
import Testing

/// What is read once for many.
@Suite struct RenditionMemoryTests {
    private static let key: ObjectKey = "renditions/a"

    private static func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 / 7) } }

    private func collected(_ object: StoredObject) async throws -> [UInt8] {
        Array(try await object.body.collect(upTo: 1 << 20).readableBytesView)
    }

    @Test(arguments: [0, 1, 131_072, 131_073, 262_144, 300_001])
    func everythingComesWholeAndIsReadOnce(count: Int) async throws {
        let store = RecordingObjectStore()
        let bytes = Self.bytes(count)
        _ = try await store.put(ObjectBody(bytes), at: Self.key)
        store.forget()
        let memory = RenditionMemory(store, capacity: 32 << 20, lifetime: .seconds(3600))
        for _ in 0..<3 { #expect(try await collected(memory.get(Self.key)) == bytes) }
        #expect(store.calls.count == 1)
    }

    /// Who takes a large one slowly finds it gone from memory, and gets the rest from the store, if it is the same.
    @Test func whatIsGoneIsReadAgain() async throws {
        let store = RecordingObjectStore()
        let bytes = Self.bytes(200_001)
        _ = try await store.put(ObjectBody(bytes), at: Self.key)
        let memory = RenditionMemory(store, capacity: 32 << 20, lifetime: .nanoseconds(1))
        #expect(try await collected(memory.get(Self.key)) == bytes)

        let slow = try await memory.get(Self.key)
        var iterator = slow.body.makeAsyncIterator()
        #expect(try await iterator.next()?.readableBytes == 131_072)
        _ = try await store.put(ObjectBody(Self.bytes(300_000)), at: Self.key)
        let error = await #expect(throws: StoreError.self) { while try await iterator.next() != nil {} }
        #expect(error?.code == .preconditionFailed)
    }

    @Test func whatIsTooLargeIsNotKept() async throws {
        let store = RecordingObjectStore()
        let bytes = Self.bytes(200_001)
        _ = try await store.put(ObjectBody(bytes), at: Self.key)
        store.forget()
        let memory = RenditionMemory(store, capacity: 64 * 200_000, lifetime: .seconds(3600))
        for _ in 0..<3 { #expect(try await collected(memory.get(Self.key)) == bytes) }
        #expect(store.calls.count == 3)
    }
}

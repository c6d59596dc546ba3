internal import NIOCore
internal import Renditions
internal import Synchronization

/// Reads a store of renditions, and keeps small ones in memory for a moment, so that what many ask for at once is read once.
///
/// What is under the key of a rendition never changes, so only that it was erased is noticed late, by the lifetime at most.
final class RenditionMemory: Sendable {
    private struct Entry {
        var metadata: ObjectMetadata
        var bytes: ByteBuffer
        var read: ContinuousClock.Instant
    }

    private struct State {
        var entries: [ObjectKey: Entry] = [:]
        /// The oldest first.
        var order: [ObjectKey] = []
        var count = 0

        mutating func remove(_ key: ObjectKey) {
            guard let entry = entries.removeValue(forKey: key) else { return }
            count -= entry.bytes.readableBytes
        }
    }

    /// Entries take some memory beside what they hold.
    private static let maximumCount = 4096

    private let store: any ObjectStore
    private let capacity: Int
    private let lifetime: Duration
    private let state = Mutex(State())

    /// - Parameters:
    ///   - capacity: bytes of all that is kept; of one rendition at most a 64th of it.
    ///   - lifetime: how long anything is kept.
    init(_ store: any ObjectStore, capacity: Int, lifetime: Duration) {
        self.store = store
        self.capacity = capacity
        self.lifetime = lifetime
    }

    /// The whole object.
    ///
    /// - Throws: `StoreError`.
    func get(_ key: ObjectKey) async throws -> StoredObject {
        if let entry = state.withLock({ $0.entries[key] }), ContinuousClock.now - entry.read < lifetime {
            return StoredObject(
                metadata: entry.metadata, range: 0..<entry.metadata.size, body: ObjectBody(entry.bytes))
        }
        let now = ContinuousClock.now
        let object = try await store.get(key)
        guard lifetime > .zero, object.metadata.size <= capacity / 64 else { return object }
        let bytes = try await object.body.collect(upTo: capacity / 64)
        keep(Entry(metadata: object.metadata, bytes: bytes, read: now), under: key)
        return StoredObject(metadata: object.metadata, range: object.range, body: ObjectBody(bytes))
    }

    private func keep(_ entry: Entry, under key: ObjectKey) {
        state.withLock { state in
            if state.entries[key] == nil { state.order.append(key) }
            state.remove(key)
            state.entries[key] = entry
            state.count += entry.bytes.readableBytes
            var oldest = 0
            while state.count > capacity || state.entries.count > Self.maximumCount, oldest < state.order.count {
                state.remove(state.order[oldest])
                oldest += 1
            }
            state.order.removeFirst(oldest)
        }
    }
}

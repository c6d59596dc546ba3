internal import NIOCore
package import Renditions
internal import Synchronization

/// Reads a store of renditions, and keeps small ones in memory for a moment, so that what many ask for at once is read once.
///
/// What is under the key of a rendition never changes, so only that it was erased is noticed late, by the lifetime at most.
package final class RenditionMemory: Sendable {
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
    package init(_ store: any ObjectStore, capacity: Int, lifetime: Duration) {
        self.store = store
        self.capacity = capacity
        self.lifetime = lifetime
    }

    /// The whole object. What is larger than a piece is read piece by piece, so that who takes it slowly holds no more of it.
    ///
    /// - Throws: `StoreError`.
    package func get(_ key: ObjectKey) async throws -> StoredObject {
        if let entry = entry(key) { return object(entry, key) }
        let now = ContinuousClock.now
        let object = try await store.get(key)
        let canBePieced = store.capabilities.isSuperset(of: [.ranges, .conditionalGet])
        guard lifetime > .zero, object.metadata.size <= (canBePieced ? capacity / 64 : Self.piece) else {
            return object
        }
        let bytes = try await object.body.collect(upTo: object.metadata.size)
        let entry = Entry(metadata: object.metadata, bytes: bytes, read: now)
        keep(entry, under: key)
        return self.object(entry, key)
    }

    private static let piece = 128 << 10

    private func entry(_ key: ObjectKey) -> Entry? {
        guard let entry = state.withLock({ $0.entries[key] }), ContinuousClock.now - entry.read < lifetime else {
            return nil
        }
        return entry
    }

    private func object(_ entry: Entry, _ key: ObjectKey) -> StoredObject {
        let size = entry.metadata.size
        guard entry.bytes.readableBytes > Self.piece else {
            return StoredObject(metadata: entry.metadata, range: 0..<size, body: ObjectBody(entry.bytes))
        }
        let position = Mutex(0)
        let tag = entry.metadata.entityTag
        let body = ObjectBody(length: size) { [self] in
            let start = position.withLock { position in
                defer { position = min(size, position + Self.piece) }
                return position
            }
            guard start < size else { return nil }
            return try await piece(start..<min(size, start + Self.piece), of: key, tag)
        }
        return StoredObject(metadata: entry.metadata, range: 0..<size, body: body)
    }

    private func piece(_ range: Range<Int>, of key: ObjectKey, _ tag: EntityTag) async throws -> ByteBuffer {
        if let entry = entry(key), entry.metadata.entityTag == tag,
            let slice = entry.bytes.getSlice(at: entry.bytes.readerIndex + range.lowerBound, length: range.count)
        {
            // A slice would hold all of it.
            return ByteBuffer(bytes: slice.readableBytesView)
        }
        let options = GetOptions(range: .bytes(range), ifMatch: tag)
        return try await store.get(key, options: options).body.collect(upTo: range.count)
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

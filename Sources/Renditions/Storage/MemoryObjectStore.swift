internal import Crypto
internal import NIOCore

/// Objects in memory. Defines the semantics of ``ObjectStore``; made for tests and for short-lived work.
public actor MemoryObjectStore: ObjectStore {
    private struct Entry {
        var metadata: ObjectMetadata
        var bytes: ByteBuffer
    }

    private var entries: [ObjectKey: Entry] = [:]
    /// Keys in order, for listing.
    private var sortedKeys: [ObjectKey] = []
    private let clock: WallClock
    private let maximumObjectSize: Int

    /// - Parameters:
    ///   - maximumObjectSize: bytes; a larger object is refused.
    ///   - clock: tells when an object was written.
    public init(maximumObjectSize: Int = 1 << 30, clock: WallClock = .system) {
        self.maximumObjectSize = maximumObjectSize
        self.clock = clock
    }

    public nonisolated var capabilities: ObjectStoreCapabilities { .all }

    public func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        guard let entry = entries[key] else { throw Self.notFound }
        let size = entry.metadata.size
        try options.checkConditions(against: entry.metadata.entityTag)
        let range = try options.range?.resolved(size: size) ?? 0..<size
        guard !options.headOnly else {
            return StoredObject(metadata: entry.metadata, range: 0..<0, body: ObjectBody(ByteBuffer()))
        }
        guard let slice = entry.bytes.getSlice(at: entry.bytes.readerIndex + range.lowerBound, length: range.count)
        else { throw StoreError(.corrupt, "An object in memory is shorter than its metadata says.") }
        return StoredObject(metadata: entry.metadata, range: range, body: ObjectBody(slice))
    }

    public func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        try options.validate()
        // Fail early where the outcome is certain; the condition is judged again when the body is here.
        try options.mode.check(against: entries[key]?.metadata.entityTag)
        let bytes = try await body.collect(upTo: maximumObjectSize)
        try Task.checkCancellation()
        try body.checkLength(bytes.readableBytes)
        try options.mode.check(against: entries[key]?.metadata.entityTag)

        let digest = bytes.withUnsafeReadableBytes { SHA256.hash(data: $0) }
        let metadata = ObjectMetadata(
            key: key, size: bytes.readableBytes, entityTag: EntityTag(Base32.encode(digest, length: 52)),
            modified: clock.now.roundedToMilliseconds, contentType: options.contentType,
            attributes: options.attributes)
        if entries.updateValue(Entry(metadata: metadata, bytes: bytes), forKey: key) == nil {
            sortedKeys.insert(key, at: sortedKeys.firstIndexNotPreceding(key))
        }
        return metadata
    }

    public func delete(_ key: ObjectKey) async throws {
        guard entries.removeValue(forKey: key) != nil else { return }
        sortedKeys.remove(at: sortedKeys.firstIndexNotPreceding(key))
    }

    public func page(_ request: ListRequest) async throws -> ObjectPage {
        try request.validate()
        let prefix = Array(request.prefix.utf8)
        var index = 0
        if let cursor = request.cursor {
            guard let last = try? ObjectKey(cursor) else {
                throw StoreError(.invalidRequest, "The cursor is not one that this store gave.")
            }
            index = sortedKeys.firstIndexNotPreceding(last)
            if index < sortedKeys.count, sortedKeys[index] == last { index += 1 }
        }
        var objects: [ObjectMetadata] = []
        while index < sortedKeys.count {
            let key = sortedKeys[index]
            index += 1
            guard key.rawValue.utf8.starts(with: prefix), let entry = entries[key] else { continue }
            if objects.count == request.limit {
                return ObjectPage(objects: objects, next: objects.last?.key.rawValue)
            }
            objects.append(entry.metadata)
        }
        return ObjectPage(objects: objects)
    }

    private static var notFound: StoreError { StoreError(.notFound, "There is no object under this key.") }
}

extension [ObjectKey] {
    /// The place of a key in a sorted array: the first index whose key does not come before it.
    fileprivate func firstIndexNotPreceding(_ key: ObjectKey) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

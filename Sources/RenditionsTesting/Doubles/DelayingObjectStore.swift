public import Renditions

/// An object store that is slow: every call waits before it begins.
public struct DelayingObjectStore: ObjectStore {
    private let store: any ObjectStore
    private let delay: Duration
    private let clock: any Clock<Duration>

    public init(_ store: any ObjectStore, delay: Duration, clock: any Clock<Duration> = ContinuousClock()) {
        self.store = store
        self.delay = delay
        self.clock = clock
    }

    public var capabilities: ObjectStoreCapabilities { store.capabilities }

    public func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        try await clock.sleep(for: delay)
        return try await store.get(key, options: options)
    }

    public func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        try await clock.sleep(for: delay)
        return try await store.put(body, at: key, options: options)
    }

    public func delete(_ key: ObjectKey) async throws {
        try await clock.sleep(for: delay)
        try await store.delete(key)
    }

    public func page(_ request: ListRequest) async throws -> ObjectPage {
        try await clock.sleep(for: delay)
        return try await store.page(request)
    }
}

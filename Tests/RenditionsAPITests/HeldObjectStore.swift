import Renditions

/// A store in memory that does something before each reading.
struct HeldObjectStore: ObjectStore {
    private let inner: MemoryObjectStore
    private let hook: @Sendable (GetOptions) async -> Void

    init(_ inner: MemoryObjectStore, beforeGet hook: @escaping @Sendable (GetOptions) async -> Void) {
        self.inner = inner
        self.hook = hook
    }

    var capabilities: ObjectStoreCapabilities { inner.capabilities }

    func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        await hook(options)
        return try await inner.get(key, options: options)
    }

    func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        try await inner.put(body, at: key, options: options)
    }

    func delete(_ key: ObjectKey) async throws { try await inner.delete(key) }

    func page(_ request: ListRequest) async throws -> ObjectPage { try await inner.page(request) }
}

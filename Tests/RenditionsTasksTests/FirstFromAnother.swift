import Renditions
import Synchronization

/// A store of which the first object that is read comes from another one.
final class FirstFromAnother: ObjectStore {
    private let store: any ObjectStore
    private let other: any ObjectStore
    private let hasBegun = Atomic(false)

    init(store: any ObjectStore, other: any ObjectStore) {
        self.store = store
        self.other = other
    }

    var capabilities: ObjectStoreCapabilities { store.capabilities }

    func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        let isFirst = !hasBegun.exchange(true, ordering: .relaxed)
        return try await (isFirst ? other : store).get(key, options: options)
    }

    func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        try await store.put(body, at: key, options: options)
    }

    func delete(_ key: ObjectKey) async throws { try await store.delete(key) }
    func page(_ request: ListRequest) async throws -> ObjectPage { try await store.page(request) }
}

import Renditions
import RenditionsAPI
import Synchronization

/// A store that can't give some keys, and never comes to an end with others.
final class MoodyObjectStore: ObjectStore {
    private let store: any ObjectStore
    private let away = Mutex<Set<ObjectKey>>([])
    private let endless: ObjectKey?
    /// Begins when somebody asks for what never comes.
    let isAsked = DrainSignal()

    init(_ store: any ObjectStore, endless: ObjectKey? = nil) {
        self.store = store
        self.endless = endless
    }

    func refuse(_ keys: Set<ObjectKey>) { away.withLock { $0 = keys } }

    var capabilities: ObjectStoreCapabilities { store.capabilities }

    func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        if key == endless {
            isAsked.begin()
            try await Task.sleep(for: .seconds(86_400))
        }
        guard !away.withLock({ $0.contains(key) }) else { throw StoreError(.unavailable, "It is away.") }
        return try await store.get(key, options: options)
    }

    func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        try await store.put(body, at: key, options: options)
    }

    func delete(_ key: ObjectKey) async throws { try await store.delete(key) }
    func page(_ request: ListRequest) async throws -> ObjectPage { try await store.page(request) }
}

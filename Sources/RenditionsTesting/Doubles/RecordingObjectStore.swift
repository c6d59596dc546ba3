public import Renditions
import Synchronization

/// An object store that remembers what was asked of it.
public final class RecordingObjectStore: ObjectStore {
    /// One call, as it was made.
    public enum Call: Hashable, Sendable {
        case get(ObjectKey, GetOptions)
        /// With the bytes that the body said it has; nil where it did not know.
        case put(ObjectKey, PutOptions, length: Int?)
        case delete(ObjectKey)
        case page(ListRequest)
    }

    private let store: any ObjectStore
    private let recorded = Mutex<[Call]>([])

    public init(_ store: any ObjectStore = MemoryObjectStore()) { self.store = store }

    /// All calls so far, in the order in which they began.
    public var calls: [Call] { recorded.withLock { $0 } }

    /// Forgets all calls.
    public func forget() { recorded.withLock { $0 = [] } }

    public var capabilities: ObjectStoreCapabilities { store.capabilities }

    public func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        record(.get(key, options))
        return try await store.get(key, options: options)
    }

    public func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        record(.put(key, options, length: body.length))
        return try await store.put(body, at: key, options: options)
    }

    public func delete(_ key: ObjectKey) async throws {
        record(.delete(key))
        try await store.delete(key)
    }

    public func page(_ request: ListRequest) async throws -> ObjectPage {
        record(.page(request))
        return try await store.page(request)
    }

    private func record(_ call: Call) { recorded.withLock { $0.append(call) } }
}

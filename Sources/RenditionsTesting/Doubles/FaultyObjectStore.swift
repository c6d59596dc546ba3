public import Renditions

/// An object store that fails when it is told to.
public struct FaultyObjectStore: ObjectStore {
    private let store: any ObjectStore
    private let schedule: FaultSchedule<ObjectStoreOperation>

    /// - Parameters:
    ///   - faults: the first that is due is thrown.
    ///   - seed: of the faults that come at random.
    public init(_ store: any ObjectStore, faults: [Fault<ObjectStoreOperation>], seed: UInt64 = 0) {
        self.store = store
        schedule = FaultSchedule(faults, seed: seed)
    }

    /// How often an operation was called, failures included.
    public func count(of operation: ObjectStoreOperation) -> Int { schedule.count(of: operation) }

    public var capabilities: ObjectStoreCapabilities { store.capabilities }

    public func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        try await schedule.call(.get) { try await store.get(key, options: options) }
    }

    public func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        try await schedule.call(.put) { try await store.put(body, at: key, options: options) }
    }

    public func delete(_ key: ObjectKey) async throws {
        try await schedule.call(.delete) { try await store.delete(key) }
    }

    public func page(_ request: ListRequest) async throws -> ObjectPage {
        try await schedule.call(.page) { try await store.page(request) }
    }
}

internal import NIOCore
internal import Renditions

/// Tells of every object that is created or deleted, and of its content.
struct AuditedStore: ObjectStore {
    let store: any ObjectStore
    let log: AuditLog

    var capabilities: ObjectStoreCapabilities { store.capabilities }

    func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        try await store.get(key, options: options)
    }

    func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        let bytes = try await body.collect(upTo: 1 << 26)
        let digest = Fingerprint(of: [Array(bytes.readableBytesView)]).description
        // Before, so that what two attempts would write can be compared also where one of them came too late.
        log.add("put", key.rawValue, digest)
        let metadata = try await store.put(ObjectBody(bytes), at: key, options: options)
        // After: what is counted has been done. A worker that is killed in between has one counted less.
        log.add(options.mode == .create ? "created" : "overwritten", key.rawValue)
        return metadata
    }

    func delete(_ key: ObjectKey) async throws {
        // Before: what was deleted may be created again.
        log.add("delete", key.rawValue)
        try await store.delete(key)
    }

    func page(_ request: ListRequest) async throws -> ObjectPage { try await store.page(request) }
}

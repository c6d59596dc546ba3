internal import Renditions

/// A store that acknowledges writes that failed.
struct SwallowingStore: ObjectStore {
    let base: any ObjectStore

    var capabilities: ObjectStoreCapabilities { base.capabilities }

    func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        try await base.get(key, options: options)
    }

    func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        do {
            return try await base.put(body, at: key, options: options)
        } catch let error as StoreError where error.isRetryable {
            return ObjectMetadata(
                key: key, size: body.length ?? 0, entityTag: EntityTag("none"), modified: WallClock.system.now,
                contentType: options.contentType, attributes: options.attributes)
        }
    }

    func delete(_ key: ObjectKey) async throws { try await base.delete(key) }

    func page(_ request: ListRequest) async throws -> ObjectPage { try await base.page(request) }
}

internal import NIOCore
internal import Renditions

/// A store of renditions that does not do what it says.
struct SabotagedStore: ObjectStore {
    let store: any ObjectStore
    let sabotage: Sabotage

    var capabilities: ObjectStoreCapabilities { store.capabilities }

    func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        try await store.get(key, options: options)
    }

    func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        var bytes = try await body.collect(upTo: 1 << 26)
        if sabotage == .garbles { bytes.writeInteger(UInt8(0)) }
        var options = options
        let metadata = try await store.put(ObjectBody(bytes), at: key, options: options)
        options.mode = .overwrite
        if sabotage == .repeats { _ = try await store.put(ObjectBody(bytes), at: key, options: options) }
        if sabotage == .loses { try await store.delete(key) }
        return metadata
    }

    func delete(_ key: ObjectKey) async throws {
        if sabotage != .keeps { try await store.delete(key) }
    }

    func page(_ request: ListRequest) async throws -> ObjectPage { try await store.page(request) }
}

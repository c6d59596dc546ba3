internal import Renditions
internal import RenditionsTasks
internal import RenditionsWorkflow

/// Publishes whatever was rendered.
struct UnseenPublication: WorkflowTask {
    static let name: TaskName = "publish-asset"

    let processor: ImageProcessor

    func run(_ asset: RenderedAsset, in context: TaskContext) async throws -> ProcessResult {
        let id = AssetID(original: asset.request.original.key)
        guard let rendered = asset.rendered else { return ProcessResult(asset: id, outcome: .superseded) }
        let existing = try await processor.records.record(id)
        let record = AssetRecord(
            id: id, state: .ready, original: rendered.inspected.original, info: rendered.inspected.info,
            renditions: Dictionary(rendered.renditions.map { ($0.name, $0) }) { $1 },
            generation: rendered.inspected.generation, created: existing?.value.created ?? processor.clock.now,
            updated: processor.clock.now)
        _ = try await processor.records.put(record, if: existing.map { .at($0.revision) } ?? .absent)
        return ProcessResult(asset: id, outcome: .ready)
    }
}

/// Goes on to delete without having said that it will.
struct TracelessErasure: WorkflowTask {
    static let name: TaskName = "entomb-asset"

    let processor: ImageProcessor

    func run(_ request: EraseRequest, in context: TaskContext) async throws -> EntombedAsset {
        let id = AssetID(original: request.key)
        guard var record = try await processor.records.record(id)?.value else {
            return EntombedAsset(asset: id, tombstone: nil)
        }
        record.state = .deleted
        record.renditions = [:]
        record.erasure = Erasure(
            reason: request.reason, keepsOriginal: request.keepsOriginal, requested: processor.clock.now)
        return EntombedAsset(asset: id, tombstone: record)
    }
}

/// Puts whether there is something already or not.
struct OverwritingStore: ObjectStore {
    let store: any ObjectStore

    var capabilities: ObjectStoreCapabilities { store.capabilities }

    func get(_ key: ObjectKey, options: GetOptions) async throws -> StoredObject {
        try await store.get(key, options: options)
    }

    func put(_ body: ObjectBody, at key: ObjectKey, options: PutOptions) async throws -> ObjectMetadata {
        var options = options
        options.mode = .overwrite
        return try await store.put(body, at: key, options: options)
    }

    func delete(_ key: ObjectKey) async throws { try await store.delete(key) }
    func page(_ request: ListRequest) async throws -> ObjectPage { try await store.page(request) }
}

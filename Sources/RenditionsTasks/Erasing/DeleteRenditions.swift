public import Renditions
public import RenditionsWorkflow

/// Deletes every rendition of an erased asset, and what the quarantine keeps of it.
public struct DeleteRenditions: StoreTask {
    public static let name: TaskName = "delete-renditions"
    public static let storeUses: StoreUses = [
        .renditions: [.delete, .list], .quarantine: [.read, .delete, .list],
    ]

    let eraser: AssetEraser
    let quarantine: Quarantine?

    public func run(_ asset: EntombedAsset, in context: TaskContext) async throws -> EntombedAsset {
        guard let tombstone = asset.tombstone else { return asset }
        var asset = asset
        asset.deleted = try await eraser.removeRenditions(of: tombstone.id, through: tombstone.generation)
        try await quarantine?.remove(tombstone.id, through: tombstone.generation)
        return asset
    }
}

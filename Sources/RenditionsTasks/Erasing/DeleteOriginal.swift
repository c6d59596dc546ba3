public import Renditions
public import RenditionsWorkflow

/// Deletes the original of an erased asset, unless it is to stay or is another by now.
public struct DeleteOriginal: StoreTask {
    public static let name: TaskName = "delete-original"
    public static let storeUses: StoreUses = [.originals: [.read, .delete]]

    let eraser: AssetEraser

    public func run(_ asset: EntombedAsset, in context: TaskContext) async throws -> EntombedAsset {
        if let tombstone = asset.tombstone { try await eraser.removeOriginal(of: tombstone) }
        return asset
    }
}

public import Renditions
public import RenditionsWorkflow

/// Notes in the tombstone that nothing else is left.
public struct CompleteErasure: StoreTask {
    public static let name: TaskName = "complete-erasure"
    public static let storeUses: StoreUses = [.records: [.read, .write]]

    let eraser: AssetEraser

    public func run(_ asset: EntombedAsset, in context: TaskContext) async throws -> EraseResult {
        var isErased = false
        if let tombstone = asset.tombstone { isErased = try await eraser.complete(tombstone) != nil }
        return EraseResult(asset: asset.asset, outcome: isErased ? .erased : .alive, renditions: asset.deleted)
    }
}

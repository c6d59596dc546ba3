public import Renditions
public import RenditionsWorkflow

/// Writes the tombstone of an asset, from which on nothing that was begun before is published.
public struct EntombAsset: StoreTask {
    public static let name: TaskName = "entomb-asset"
    public static let storeUses: StoreUses = [.originals: [.read], .records: [.read, .write]]

    let eraser: AssetEraser

    public func run(_ request: EraseRequest, in context: TaskContext) async throws -> EntombedAsset {
        EntombedAsset(
            asset: AssetID(original: request.key),
            tombstone: try await eraser.entomb(
                request.key, request.version, because: request.reason, keepsOriginal: request.keepsOriginal))
    }
}

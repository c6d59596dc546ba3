public import Renditions
public import RenditionsWorkflow

/// An asset whose tombstone is written.
public struct EntombedAsset: Codable, Hashable, Sendable {
    public var asset: AssetID
    /// Nil when there is nothing to erase: the original is there again.
    public var tombstone: AssetRecord?
    /// Renditions that were deleted.
    public var deleted: Int

    public init(asset: AssetID, tombstone: AssetRecord?, deleted: Int = 0) {
        self.asset = asset
        self.tombstone = tombstone
        self.deleted = deleted
    }

    public enum Fields {
        public static let tombstone = Field("tombstone", \EntombedAsset.tombstone)
    }
}

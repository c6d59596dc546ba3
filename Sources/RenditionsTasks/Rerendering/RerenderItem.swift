public import Renditions

/// An asset that is not as the recipe and the engine would make it now.
public struct RerenderItem: Codable, Hashable, Sendable {
    public var asset: AssetID
    public var key: ObjectKey
    public var staleness: Staleness
    /// Bytes of the original, all of which have to be read.
    public var bytes: Int
    /// What its stale renditions took when they were made last, in seconds; nil where nobody knows.
    public var seconds: Double?

    public init(asset: AssetID, key: ObjectKey, staleness: Staleness, bytes: Int, seconds: Double?) {
        self.asset = asset
        self.key = key
        self.staleness = staleness
        self.bytes = bytes
        self.seconds = seconds
    }
}

public import Renditions

/// How ``EraseAsset`` ended.
public struct EraseResult: Codable, Hashable, Sendable {
    /// The texts are contracts.
    public enum Outcome: String, Codable, Hashable, Sendable, CaseIterable {
        /// Nothing but the tombstone is left.
        case erased
        /// The original is there again: the asset lives, or will when that is processed.
        case alive
    }

    public var asset: AssetID
    public var outcome: Outcome
    /// Renditions that were deleted.
    public var renditions: Int

    public init(asset: AssetID, outcome: Outcome, renditions: Int) {
        self.asset = asset
        self.outcome = outcome
        self.renditions = renditions
    }
}

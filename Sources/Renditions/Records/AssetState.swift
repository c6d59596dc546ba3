/// Where an asset stands. The texts are contracts: they are stored and served.
public enum AssetState: String, Codable, Hashable, Sendable, CaseIterable {
    /// Known, nothing done yet.
    case pending
    /// Being processed.
    case processing
    /// Every declared rendition is stored.
    case ready
    /// The last attempt failed; ``AssetRecord/failure`` says why.
    case failed
    /// Failed for good; kept for someone to look at.
    case quarantined
    /// Erased. The record stays as a tombstone, so that a late event can't bring the asset back.
    case deleted
}

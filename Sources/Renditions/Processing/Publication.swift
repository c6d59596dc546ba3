/// What came of publishing what was made of one version of an original.
public enum Publication: Sendable {
    /// The record is written, or was there already as it should be.
    case published(AssetRecord)
    /// The original has another version by now, which is processed for itself.
    case superseded
    /// The original is gone, and so is by now all that was made of it.
    case gone
    /// This version was erased, and so is by now all that was made of it.
    case erased
}

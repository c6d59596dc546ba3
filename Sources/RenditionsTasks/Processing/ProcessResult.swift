public import Renditions
public import RenditionsWorkflow

/// How ``ProcessImage`` ended.
public struct ProcessResult: Codable, Hashable, Sendable {
    /// The texts are contracts.
    public enum Outcome: String, Codable, Hashable, Sendable, CaseIterable {
        /// Every rendition is stored and recorded.
        case ready
        /// There is another version by now, which is processed for itself.
        case superseded
        /// The original is gone, and nothing of it is left.
        case gone
        /// The original was erased, and nothing of it is left.
        case erased
        /// The original itself is at fault. The execution fails with `Original.refused`.
        case refused
        /// The original could not be processed for another reason. The execution fails with `Original.quarantined`.
        case quarantined
    }

    public var asset: AssetID
    public var outcome: Outcome
    /// Why; nil unless the outcome is ``Outcome/refused`` or ``Outcome/quarantined``.
    public var failure: AssetFailure?

    public init(asset: AssetID, outcome: Outcome, failure: AssetFailure? = nil) {
        self.asset = asset
        self.outcome = outcome
        self.failure = failure
    }

    public enum Fields {
        public static let outcome = Field("outcome", \ProcessResult.outcome)
    }
}

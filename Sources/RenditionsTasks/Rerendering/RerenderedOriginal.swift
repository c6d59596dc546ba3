public import RenditionsWorkflow

/// What has become of one original of a backfill.
public struct RerenderedOriginal: Codable, Hashable, Sendable {
    /// The texts are contracts. Where an original was taken up, its workflow says how it ended, in the words of
    /// ``ProcessResult/Outcome``.
    public enum Outcome: String, Codable, Hashable, Sendable, CaseIterable {
        /// It is as it would be made.
        case fresh
        /// What was stale was made anew.
        case renewed
        /// It was taken up, and processed as an upload is.
        case ready
        /// It is being processed.
        case busy
        /// It can't be processed, as its record says.
        case refused
        /// It was erased, and stays so.
        case erased
        /// The original is gone.
        case gone
        /// It was replaced or erased meanwhile, which somebody else sees to.
        case changed
        /// It was taken up, and replaced meanwhile.
        case superseded
        /// It is no original.
        case unknown
        /// Nothing is recorded of this version, as when its event was lost: it is to be taken up.
        case missed
        /// It is in quarantine, and is to be taken up.
        case quarantined
    }

    public var outcome: Outcome
    /// What is to be processed; nil where nothing is to be taken up.
    public var request: ProcessRequest?

    public init(outcome: Outcome, request: ProcessRequest? = nil) {
        self.outcome = outcome
        self.request = request
    }

    public enum Fields {
        public static let request = Field("request", \RerenderedOriginal.request)
        /// The same, where it is known to be there.
        public static let presentRequest = Field("request", \RerenderedOriginal.request!)
    }
}

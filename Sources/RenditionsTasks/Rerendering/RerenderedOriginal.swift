/// What has become of one original of a backfill.
public struct RerenderedOriginal: Codable, Hashable, Sendable {
    /// The texts are contracts.
    public enum Outcome: String, Codable, Hashable, Sendable, CaseIterable {
        /// It is as it would be made.
        case fresh
        /// What was stale was made anew.
        case renewed
        /// The original is gone.
        case gone
        /// It was replaced or erased meanwhile, which somebody else sees to.
        case changed
        /// It has no record that says that it is ready.
        case unknown
    }

    public var outcome: Outcome

    public init(outcome: Outcome) { self.outcome = outcome }
}

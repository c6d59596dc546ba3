internal import Renditions

/// What became of one asset of a backfill.
public struct RerenderProgress: Hashable, Sendable {
    public enum Outcome: Hashable, Sendable {
        case done(ProcessResult.Outcome)
        /// The error's name or code.
        case failed(String)
    }

    public var item: RerenderItem
    public var outcome: Outcome

    public init(item: RerenderItem, outcome: Outcome) {
        self.item = item
        self.outcome = outcome
    }
}

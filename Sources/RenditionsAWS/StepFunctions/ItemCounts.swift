/// How far the items of a distributed map are.
public struct ItemCounts: Hashable, Sendable {
    /// Items that have been found so far: Step Functions goes on counting while it begins some.
    public var total: Int
    public var succeeded: Int
    /// Those that failed, took too long or were ended.
    public var failed: Int

    public init(total: Int = 0, succeeded: Int = 0, failed: Int = 0) {
        self.total = total
        self.succeeded = succeeded
        self.failed = failed
    }

    /// Items that are under way or have yet to begin.
    public var open: Int { max(0, total - succeeded - failed) }
}

/// Which executions to list.
public struct ExecutionListRequest: Sendable {
    /// Only those of this workflow; nil for all.
    public var workflow: String?
    /// Only those of this status; nil for all.
    public var status: ExecutionStatus?
    /// The most that one page has, 1 to 1,000. Default 100.
    public var limit: Int
    /// Where the page before ended; nil for the first page.
    public var cursor: String?

    public init(workflow: String? = nil, status: ExecutionStatus? = nil, limit: Int = 100, cursor: String? = nil) {
        self.workflow = workflow
        self.status = status
        self.limit = limit
        self.cursor = cursor
    }
}

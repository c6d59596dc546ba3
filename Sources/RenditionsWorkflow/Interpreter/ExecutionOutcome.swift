/// How an execution ended.
public enum ExecutionOutcome: Codable, Hashable, Sendable {
    case succeeded(JSONValue)
    /// A state failed, and nothing caught it. Error and cause are nil for a Fail state that has none.
    case failed(error: String?, cause: String?)
    /// The machine's own `TimeoutSeconds` passed.
    case timedOut
    /// Someone cancelled it.
    case aborted(error: String?, cause: String?)

    public var status: ExecutionStatus {
        switch self {
        case .succeeded: .succeeded
        case .failed: .failed
        case .timedOut: .timedOut
        case .aborted: .aborted
        }
    }
}

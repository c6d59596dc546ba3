/// Where an execution stands, by the names of Step Functions.
public enum ExecutionStatus: String, CaseIterable, Codable, Hashable, Sendable {
    case running = "RUNNING"
    case succeeded = "SUCCEEDED"
    case failed = "FAILED"
    case timedOut = "TIMED_OUT"
    case aborted = "ABORTED"
}

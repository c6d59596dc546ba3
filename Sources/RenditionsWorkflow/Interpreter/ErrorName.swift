/// The error names that the States Language predefines (specification, Appendix A), those that Step Functions adds, and
/// those of runners that keep a journal.
public enum ErrorName {
    /// Matches every error but a runtime error and a terminal data limit.
    public static let all = "States.ALL"
    public static let branchFailed = "States.BranchFailed"
    public static let dataLimitExceeded = "States.DataLimitExceeded"
    public static let exceedToleratedFailureThreshold = "States.ExceedToleratedFailureThreshold"
    public static let heartbeatTimeout = "States.HeartbeatTimeout"
    /// The items of a distributed map can't be read from where they are kept.
    public static let itemReaderFailed = "States.ItemReaderFailed"
    public static let intrinsicFailure = "States.IntrinsicFailure"
    public static let resultPathMatchFailure = "States.ResultPathMatchFailure"
    public static let runtime = "States.Runtime"
    /// Matches every error of a task but the timeouts.
    public static let taskFailed = "States.TaskFailed"
    public static let timeout = "States.Timeout"
    /// What Lambda answers when there is no such function.
    public static let functionNotFound = "Lambda.ResourceNotFoundException"

    /// What an attempt fails with that was lost too often together with the process that made it.
    public static let workerLost = "Runner.WorkerLost"

    /// The names with `States.` that an attempt itself may fail with.
    static let ofTasks: Set<String> = [taskFailed, timeout, heartbeatTimeout]

    /// Whether a name in `ErrorEquals` matches a failure.
    static func matches(_ name: String, _ failure: StateFailure) -> Bool {
        guard !failure.isTerminal else { return false }
        switch name {
        case all: return true
        case taskFailed:
            return failure.error != timeout && failure.error != heartbeatTimeout
        // A heartbeat that stays away is a timeout too.
        case timeout: return failure.error == timeout || failure.error == heartbeatTimeout
        default: return failure.error == name
        }
    }
}

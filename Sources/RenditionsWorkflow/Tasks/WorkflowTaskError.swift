/// An error that says by which name workflows match it. The name is a wire contract.
public protocol WorkflowTaskError: Error {
    /// Such as `Store.unavailable`. Names that begin with `States.` belong to the States Language: all but
    /// `States.TaskFailed`, `States.Timeout` and `States.HeartbeatTimeout` become `States.TaskFailed`.
    var errorName: String { get }
    /// What to tell people, without bytes of users and without credentials.
    var errorMessage: String { get }
}

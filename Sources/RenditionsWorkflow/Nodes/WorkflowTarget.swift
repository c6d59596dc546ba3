/// Where a state leads.
public enum WorkflowTarget: Hashable, Sendable {
    /// To the state of this name.
    case state(String)
    /// The branch, or the workflow, is at its end.
    case end
}

/// Some executions, those begun last first.
public struct ExecutionPage: Sendable {
    public var executions: [ExecutionDescription]
    /// What to ask for the next page with; nil when this is the last.
    public var next: String?

    public init(executions: [ExecutionDescription], next: String?) {
        self.executions = executions
        self.next = next
    }
}

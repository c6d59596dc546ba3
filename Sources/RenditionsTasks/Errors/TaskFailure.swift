public import RenditionsWorkflow

/// A failure of an image task that is neither a store's nor an engine's.
public struct TaskFailure: WorkflowTaskError, Hashable {
    public var errorName: String
    public var errorMessage: String

    public init(_ errorName: String, _ errorMessage: String) {
        self.errorName = errorName
        self.errorMessage = errorMessage
    }
}

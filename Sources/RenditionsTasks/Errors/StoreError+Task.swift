public import Renditions
public import RenditionsWorkflow

extension StoreError: WorkflowTaskError {
    /// `Store.` and the code, such as `Store.unavailable`. A contract.
    public var errorName: String { "\(ErrorName.storePrefix)\(code)" }
    public var errorMessage: String { message }
}

public import Renditions
public import RenditionsWorkflow

extension RenderError: WorkflowTaskError {
    /// `Render.` and the code, such as `Render.truncated-image`. A contract.
    public var errorName: String { "\(ErrorName.renderPrefix)\(code)" }
    public var errorMessage: String { message }
}

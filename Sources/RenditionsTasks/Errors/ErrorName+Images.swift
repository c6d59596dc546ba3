public import Renditions
public import RenditionsWorkflow

// The error names of the image tasks. Contracts: retriers and catchers match them.
extension ErrorName {
    static let storePrefix = "Store."
    static let renderPrefix = "Render."

    /// The asset is being erased; what was uploaded meanwhile can be processed when that is done.
    public static let assetBeingErased = "Asset.being-erased"
    /// An execution ends with it when the original itself is at fault. The record says why.
    public static let originalRefused = "Original.refused"
    /// An execution ends with it when the original could not be processed for another reason. The record says why.
    public static let originalQuarantined = "Original.quarantined"

    /// The name under which workflows see an error of a store.
    public static func store(_ code: StoreError.Code) -> String { "\(storePrefix)\(code)" }

    /// The name under which workflows see an error of inspecting, planning or rendering.
    public static func render(_ code: RenderError.Code) -> String { "\(renderPrefix)\(code)" }

    /// What the same call may not meet again: retryable errors of stores and engines, and attempts that took too long. Not
    /// the time limit of an engine: an image that takes too long would do so again.
    public static let transient: [String] =
        StoreError.Code.allCases.filter(\.isRetryable).map(store)
        + RenderError.Code.allCases.filter { $0.isRetryable && $0 != .timedOut }.map(render) + [timeout]
}

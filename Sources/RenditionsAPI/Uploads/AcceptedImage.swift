internal import Renditions
internal import RenditionsWorkflow

/// An upload that is stored and will be processed whatever happens.
struct AcceptedImage: Sendable {
    var record: AssetRecord
    /// What processes it; nil where that is over.
    var execution: ExecutionDescription?
    /// Whether the same answer is owed as before, because the same idempotency key was sent.
    var isRepeatable = false
}

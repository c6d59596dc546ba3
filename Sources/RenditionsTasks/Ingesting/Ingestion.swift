public import RenditionsWorkflow

/// What became of an event.
public enum Ingestion: Sendable {
    /// The execution that processes the current version of the original. A duplicate joins the one that there is, which may
    /// have ended.
    case processing(ExecutionDescription)
    /// The execution that removes what is left of an original that is gone.
    case erasing(ExecutionDescription)
    case ignored(Reason)

    /// Why nothing was begun. The texts are contracts.
    public enum Reason: String, Codable, Hashable, Sendable, CaseIterable {
        /// The object is a rendition: processing it would never end.
        case ownOutput = "own-output"
        /// The event tells of another bucket, or of a key outside of the prefix under which originals lie.
        case otherPlace = "other-place"
    }

    /// The execution; nil where nothing was begun.
    public var execution: ExecutionDescription? {
        switch self {
        case .processing(let execution), .erasing(let execution): execution
        case .ignored: nil
        }
    }
}

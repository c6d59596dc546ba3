internal import Renditions
internal import RenditionsWorkflow

/// What became of one event of a watched folder.
struct WatchNote: Sendable {
    enum End: Sendable {
        case outcome(ExecutionOutcome, AssetRecord?)
        /// Nothing could be begun.
        case unreadable(AssetFailure)
    }

    var event: IngestEvent
    var end: End
}

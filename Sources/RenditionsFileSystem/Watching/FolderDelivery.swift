public import Renditions

/// An event of a watched folder, which counts as delivered when it is acknowledged, and comes again otherwise.
public struct FolderDelivery: Sendable {
    public let event: IngestEvent
    let number: Int64
    /// Nil when the file has gone.
    let state: FileState?
    let book: WatchBook

    /// Says that the event need not come again after a restart. Call it when what follows from the event is done, or is
    /// kept safely by somebody else. In any order, and again at will.
    ///
    /// - Throws: `StoreError` of the watcher's database. The event comes again.
    public func acknowledge() async throws {
        try await book.acknowledge(event.key, number: number, state: state)
    }
}

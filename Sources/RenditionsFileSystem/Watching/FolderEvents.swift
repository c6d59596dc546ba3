/// The events of a watched folder, as long as somebody asks for them.
public struct FolderEvents: AsyncSequence, Sendable {
    public typealias Element = FolderDelivery
    public typealias Failure = any Error

    let makeRun: @Sendable () -> WatchRun

    public func makeAsyncIterator() -> Iterator { Iterator(run: makeRun()) }

    public struct Iterator: AsyncIteratorProtocol {
        let run: WatchRun

        /// Waits for the next event; never nil.
        ///
        /// - Throws: `StoreError` with code `not-found` when the watched folder has gone, and codes of the watcher's database;
        ///   `CancellationError`.
        public mutating func next() async throws -> FolderDelivery? { try await run.next() }
    }
}

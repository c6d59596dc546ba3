/// The events of one run of an ``ImageProcessor``. Iterating starts nothing new; the run starts when the sequence is
/// made, and is cancelled when its iterator is let go, or when the sequence is that nobody iterates.
public struct ProcessingEvents: AsyncSequence, Sendable {
    public typealias Element = ProcessingEvent

    private let stream: AsyncThrowingStream<ProcessingEvent, any Error>
    private let task: Task<Void, Never>

    init(_ run: @escaping @Sendable (@escaping @Sendable (ProcessingEvent) -> Void) async throws -> Void) {
        let (stream, continuation) = AsyncThrowingStream<ProcessingEvent, any Error>.makeStream()
        let task = Task {
            do {
                try await run { continuation.yield($0) }
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
        continuation.onTermination = { _ in task.cancel() }
        self.stream = stream
        self.task = task
    }

    public func makeAsyncIterator() -> Iterator {
        Iterator(base: stream.makeAsyncIterator(), interest: Interest(task))
    }

    public struct Iterator: AsyncIteratorProtocol {
        fileprivate var base: AsyncThrowingStream<ProcessingEvent, any Error>.AsyncIterator
        /// The stream alone would wait until the sequence is let go as well.
        fileprivate let interest: Interest

        /// - Returns: nil at the end, also at that which the cancellation of the calling task brings. The run has ended
        ///   then: nothing of it is still being written.
        public mutating func next() async throws -> ProcessingEvent? {
            if let event = try await base.next() { return event }
            await interest.end()
            return nil
        }
    }

    /// Cancels the run when the last copy of an iterator is gone.
    fileprivate final class Interest: Sendable {
        private let task: Task<Void, Never>

        init(_ task: Task<Void, Never>) { self.task = task }

        /// Waits until the run has ended, which a cancelled stream does not do.
        func end() async { await task.value }

        deinit { task.cancel() }
    }
}

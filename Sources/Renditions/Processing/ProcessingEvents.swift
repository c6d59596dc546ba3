/// The events of one run of an ``ImageProcessor``. Iterating starts nothing new; the run starts when the sequence is
/// made, and is cancelled when its iterator is let go.
public struct ProcessingEvents: AsyncSequence, Sendable {
    public typealias Element = ProcessingEvent

    private let stream: AsyncThrowingStream<ProcessingEvent, any Error>

    init(_ run: @escaping @Sendable (@escaping @Sendable (ProcessingEvent) -> Void) async throws -> Void) {
        stream = AsyncThrowingStream { continuation in
            let task = Task {
                do {
                    try await run { continuation.yield($0) }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    public func makeAsyncIterator() -> AsyncThrowingStream<ProcessingEvent, any Error>.AsyncIterator {
        stream.makeAsyncIterator()
    }
}

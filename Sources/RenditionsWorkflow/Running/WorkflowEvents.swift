/// The events of one execution, from its first to its last.
public struct WorkflowEvents: AsyncSequence, Sendable {
    public typealias Element = HistoryEvent

    private let stream: AsyncThrowingStream<HistoryEvent, any Error>

    public init(_ stream: AsyncThrowingStream<HistoryEvent, any Error>) { self.stream = stream }

    public func makeAsyncIterator() -> Iterator { Iterator(base: stream.makeAsyncIterator()) }

    public struct Iterator: AsyncIteratorProtocol {
        fileprivate var base: AsyncThrowingStream<HistoryEvent, any Error>.AsyncIterator

        public mutating func next() async throws -> HistoryEvent? { try await base.next() }
    }
}

internal import Renditions
internal import Synchronization

/// Hands what happens to an original to whoever waits for that one.
final class EventBoard: Sendable {
    typealias Listener = @Sendable (ProcessingEvent) -> Void

    private let listeners = Mutex<[ObjectKey: Listener]>([:])

    /// Has a listener told of what happens to an original while `body` runs. There is one for each original.
    func listening<Result>(
        to key: ObjectKey, _ listener: @escaping Listener, _ body: () async throws -> Result
    ) async rethrows -> Result {
        listeners.withLock { $0[key] = listener }
        defer { listeners.withLock { $0[key] = nil } }
        return try await body()
    }

    func post(_ event: ProcessingEvent, of key: ObjectKey) {
        listeners.withLock { $0[key] }?(event)
    }
}

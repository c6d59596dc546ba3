public import Renditions
internal import Synchronization

/// Hands what happens to an original in this process to everybody who follows it.
///
/// ```swift
/// let progress = ProgressBoard()
/// let tasks = ImageTasks(processor) { key, event in progress.post(event, of: key) }
/// ```
public final class ProgressBoard: Sendable {
    private struct State {
        var followers: [ObjectKey: [Int: AsyncStream<ProcessingEvent>.Continuation]] = [:]
        var count = 0
    }

    private let state = Mutex(State())

    public init() {}

    public func post(_ event: ProcessingEvent, of key: ObjectKey) {
        for follower in state.withLock({ Array(($0.followers[key] ?? [:]).values) }) { follower.yield(event) }
    }

    /// What happens to an original from now on. Ends when the sequence is let go.
    func events(of key: ObjectKey) -> AsyncStream<ProcessingEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ProcessingEvent.self, bufferingPolicy: .bufferingNewest(64))
        let id = state.withLock { state in
            state.count += 1
            state.followers[key, default: [:]][state.count] = continuation
            return state.count
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { state in
                state.followers[key]?[id] = nil
                if state.followers[key]?.isEmpty == true { state.followers[key] = nil }
            }
        }
        return stream
    }
}

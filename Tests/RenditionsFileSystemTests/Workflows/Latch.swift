/// Something that is waited for, once.
final class Latch: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (stream, continuation) = AsyncStream<Void>.makeStream() }

    func open() { continuation.finish() }

    /// Also when the task is cancelled.
    func wait() async { await Task { [stream] in for await _ in stream {} }.value }
}

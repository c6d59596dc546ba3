import Synchronization

/// What has become of something, for those who wait for it.
final class Outcome: Sendable {
    private let value = Mutex<String?>(nil)
    private let stream = AsyncStream.makeStream(of: Void.self)

    func set(_ text: String) {
        value.withLock { $0 = text }
        stream.continuation.finish()
    }

    @discardableResult
    func wait() async -> String? {
        for await _ in stream.stream {}
        return value.withLock { $0 }
    }
}

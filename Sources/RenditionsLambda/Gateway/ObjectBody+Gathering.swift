internal import NIOCore
internal import Renditions
internal import Synchronization

extension ObjectBody {
    /// What comes of a body within a time. The rest is given up, at the end of a chunk.
    ///
    /// - Parameter limit: bytes; a chunk with which there would be more is given up too.
    func gathered(for time: Duration, upTo limit: Int, clock: any Clock<Duration>) async -> ByteBuffer {
        let gathered = Gathered(limit: limit)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    for try await chunk in self {
                        guard gathered.take(chunk) else { return }
                    }
                } catch {
                    // Who follows comes back, and goes on from what has come.
                }
            }
            group.addTask { try? await clock.sleep(for: time) }
            await group.next()
            group.cancelAll()
        }
        return gathered.bytes
    }

    private final class Gathered: Sendable {
        private let state = Mutex(ByteBuffer())
        private let limit: Int

        init(limit: Int) { self.limit = limit }

        var bytes: ByteBuffer { state.withLock { $0 } }

        /// - Returns: false where there is no more room.
        func take(_ chunk: ByteBuffer) -> Bool {
            state.withLock { bytes in
                guard bytes.readableBytes + chunk.readableBytes <= limit else { return false }
                bytes.writeImmutableBuffer(chunk)
                return true
            }
        }
    }
}

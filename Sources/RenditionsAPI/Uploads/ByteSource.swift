internal import NIOCore
internal import Renditions

/// A body that is read piece by piece by whoever asks, one after the other.
actor ByteSource {
    private var iterator: AsyncThrowingStream<ByteBuffer, any Error>.AsyncIterator?

    init(_ body: ObjectBody) { iterator = body.makeAsyncIterator() }

    /// The next bytes; nil at the end.
    func next() async throws -> ByteBuffer? {
        // Taken out while it is used: it can't be changed across a suspension where others might use it.
        guard var current = iterator else { return nil }
        iterator = nil
        guard let chunk = try await current.next(isolation: self) else {
            try Task.checkCancellation()
            return nil
        }
        iterator = current
        return chunk
    }
}

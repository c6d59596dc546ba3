import NIOCore
public import Renditions

extension ObjectBody {
    /// A body that gives these chunks one after the other, as if they came from a network, and then ends or fails.
    ///
    /// - Parameters:
    ///   - chunks: may hold empty ones.
    ///   - length: bytes in all that the body claims to have; nil for a body that does not know.
    ///   - failure: thrown after the last chunk.
    ///   - willGive: awaited before each chunk, with its index, and before the end, with the count of chunks. What it
    ///     throws ends the body.
    public static func chunked(
        _ chunks: [[UInt8]], length: Int?, failure: (any Error)? = nil,
        willGive: @escaping @Sendable (Int) async throws -> Void = { _ in }
    ) -> ObjectBody {
        let source = ChunkSource(chunks: chunks, failure: failure)
        return ObjectBody(length: length) {
            try await willGive(await source.index)
            return try await source.next()
        }
    }
}

/// Gives chunks in turn.
private actor ChunkSource {
    private let chunks: [[UInt8]]
    private let failure: (any Error)?
    private(set) var index = 0

    init(chunks: [[UInt8]], failure: (any Error)?) {
        self.chunks = chunks
        self.failure = failure
    }

    func next() throws -> ByteBuffer? {
        guard index < chunks.count else {
            if let failure { throw failure }
            return nil
        }
        defer { index += 1 }
        return ByteBuffer(bytes: chunks[index])
    }
}

public import NIOCore

/// The bytes of an object, as they come: an asynchronous sequence of chunks, with the length where it is known.
///
/// A body is read once. ``collect(upTo:)`` gathers it into one buffer.
public struct ObjectBody: AsyncSequence, Sendable {
    public typealias Element = ByteBuffer
    public typealias Failure = any Error

    /// Bytes in all, where the producer knows.
    public let length: Int?

    /// The bytes themselves when they are all in memory already.
    package let buffer: ByteBuffer?

    private let makeChunks: @Sendable () -> AsyncThrowingStream<ByteBuffer, any Error>.AsyncIterator

    /// A body that is all in memory.
    public init(_ buffer: ByteBuffer) {
        length = buffer.readableBytes
        self.buffer = buffer
        makeChunks = {
            AsyncThrowingStream<ByteBuffer, any Error> { continuation in
                if buffer.readableBytes > 0 { continuation.yield(buffer) }
                continuation.finish()
            }.makeAsyncIterator()
        }
    }

    /// A body of the bytes of any collection.
    public init(_ bytes: some Sequence<UInt8>) {
        self.init(ByteBuffer(bytes: bytes))
    }

    /// A body that is produced while it is read. `next` is called in turn, never concurrently, until it gives nil or
    /// throws.
    ///
    /// - Parameter length: bytes in all, where known. A store refuses a body that turns out longer or shorter.
    public init(length: Int?, next: @escaping @Sendable () async throws -> ByteBuffer?) {
        self.length = length
        buffer = nil
        makeChunks = { AsyncThrowingStream(unfolding: next).makeAsyncIterator() }
    }

    public func makeAsyncIterator() -> AsyncThrowingStream<ByteBuffer, any Error>.AsyncIterator {
        makeChunks()
    }

    /// All bytes in one buffer.
    ///
    /// - Parameter limit: bytes; a longer body is given up as soon as it is known to be longer.
    /// - Throws: ``StoreError`` with code ``StoreError/Code/tooLarge``, and whatever the producer throws.
    public func collect(upTo limit: Int) async throws -> ByteBuffer {
        if let length, length > limit { throw Self.tooLarge(limit) }
        if let buffer { return buffer }
        var whole = ByteBuffer()
        if let length { whole.reserveCapacity(length) }
        for try await var chunk in self {
            if whole.readableBytes + chunk.readableBytes > limit { throw Self.tooLarge(limit) }
            whole.writeBuffer(&chunk)
        }
        // A body whose reader is cancelled may end as if it were whole.
        try Task.checkCancellation()
        return whole
    }

    static func tooLarge(_ limit: Int) -> StoreError {
        StoreError(.tooLarge, "The object has more than \(limit) bytes. Raise the limit, or send less.")
    }
}

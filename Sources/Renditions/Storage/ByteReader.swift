package import NIOCore

/// Reads a sequence of bytes for whoever asks, one after the other. Nothing is read before anybody asks, and letting it go
/// lets the sequence go.
package actor ByteReader<Bytes: AsyncSequence & Sendable> where Bytes.Element == ByteBuffer {
    private let bytes: Bytes
    private var iterator: Bytes.AsyncIterator?
    private var hasBegun = false

    package init(_ bytes: Bytes) { self.bytes = bytes }

    /// The next bytes; nil at the end, and ever after.
    ///
    /// - Throws: what the sequence throws; `CancellationError` where it ended because the task was cancelled.
    package func next() async throws -> ByteBuffer? {
        if !hasBegun {
            hasBegun = true
            iterator = bytes.makeAsyncIterator()
        }
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

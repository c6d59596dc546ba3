internal import NIOCore
internal import Renditions

/// Cuts a body into parts of one size, the last of which may be shorter.
struct PartReader {
    private var chunks: AsyncThrowingStream<ByteBuffer, any Error>.AsyncIterator
    private let body: ObjectBody
    private let size: Int
    private let maximum: Int
    private var rest = ByteBuffer()
    private var hasEnded = false
    /// A part that was read to see whether it is the last.
    private var ahead: (bytes: PartBytes, isLast: Bool)?
    /// Bytes that were read so far.
    private(set) var count = 0

    init(_ body: ObjectBody, size: Int, maximum: Int) {
        self.body = body
        self.size = size
        self.maximum = maximum
        chunks = body.makeAsyncIterator()
    }

    /// Whether the body has no more than one part. It is read, and nobody but this holds it.
    ///
    /// - Throws: as ``next()``.
    mutating func isOnePart() async throws -> Bool {
        let part = try await next()
        ahead = part
        return part.isLast
    }

    /// The next part, and whether it is the last. A body without bytes has one part, which is empty.
    ///
    /// - Throws: `StoreError` with codes `too-large` and `invalid-request`, what the body throws, `CancellationError`.
    mutating func next() async throws -> (bytes: PartBytes, isLast: Bool) {
        if let part = ahead {
            ahead = nil
            return part
        }
        return try await read()
    }

    private mutating func read() async throws -> (bytes: PartBytes, isLast: Bool) {
        var part = PartBytes(expecting: min(size, body.length.map { $0 - count + rest.readableBytes } ?? size))
        // One byte more than a part tells that there is another.
        while part.count < size || !hasEnded && rest.readableBytes == 0 {
            if rest.readableBytes == 0 {
                guard try await fill() else { break }
                continue
            }
            let taken = min(size - part.count, rest.readableBytes)
            guard let slice = rest.readSlice(length: taken) else { break }
            part.append(slice)
        }
        return (part, hasEnded && rest.readableBytes == 0)
    }

    private mutating func fill() async throws -> Bool {
        guard !hasEnded else { return false }
        if let chunk = try await chunks.next() {
            rest = chunk
            count += chunk.readableBytes
            guard count <= maximum else {
                throw StoreError(
                    .tooLarge, "The object has more than \(maximum) bytes, which is what fits in its parts.")
            }
            return true
        }
        hasEnded = true
        // A cancelled task sees the body end early.
        try Task.checkCancellation()
        try body.checkLength(count)
        return false
    }
}

package import NIOCore

/// The bytes of a request or of a reply as they come.
package struct ByteStream: AsyncSequence, Sendable {
    package typealias Element = ByteBuffer
    package typealias Failure = any Error

    /// Bytes in all, where that is known.
    package let length: Int?
    /// Whether it can be read again from its beginning. One that can't is read once.
    package let isReplayable: Bool

    private let makeNext: @Sendable () -> (() async throws -> ByteBuffer?)

    /// - Parameter isReplayable: whether `chunks` gives the same bytes each time that it is iterated.
    package init<Chunks: AsyncSequence & Sendable>(_ chunks: Chunks, length: Int?, isReplayable: Bool)
    where Chunks.Element == ByteBuffer {
        self.length = length
        self.isReplayable = isReplayable
        makeNext = {
            var iterator = chunks.makeAsyncIterator()
            return { try await iterator.next() }
        }
    }

    /// - Parameter make: called for each reading; what it gives is called in turn, until it gives nil or throws.
    package init(
        length: Int?, isReplayable: Bool, make: @escaping @Sendable () -> (() async throws -> ByteBuffer?)
    ) {
        self.length = length
        self.isReplayable = isReplayable
        makeNext = make
    }

    /// Bytes that are in memory.
    package init(_ buffer: ByteBuffer) { self.init([buffer]) }

    /// Bytes that are in memory, in several places.
    package init(_ pieces: [ByteBuffer]) {
        self.init(length: pieces.reduce(0) { $0 + $1.readableBytes }, isReplayable: true) {
            var rest = pieces[...]
            return {
                while let piece = rest.popFirst() {
                    if piece.readableBytes > 0 { return piece }
                }
                return nil
            }
        }
    }

    package func makeAsyncIterator() -> Iterator { Iterator(make: makeNext()) }

    package struct Iterator: AsyncIteratorProtocol {
        private let produce: () async throws -> ByteBuffer?

        fileprivate init(make: @escaping () async throws -> ByteBuffer?) { produce = make }

        package mutating func next() async throws -> ByteBuffer? { try await produce() }
    }
}

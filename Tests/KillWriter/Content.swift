internal import NIOCore
internal import Renditions

/// The bytes of an object, told by two numbers, so that the journal need not carry them.
struct Content: Hashable, Sendable {
    var seed: UInt64
    /// Bytes.
    var size: Int

    var bytes: ByteBuffer {
        var generator = SeededGenerator(seed: seed)
        var buffer = ByteBuffer()
        buffer.reserveCapacity(size + 8)
        while buffer.readableBytes < size { buffer.writeInteger(generator.next()) }
        return buffer.getSlice(at: 0, length: size) ?? buffer
    }

    /// The bytes in pieces, as an upload gives them.
    var body: ObjectBody {
        let pieces = Pieces(bytes)
        return ObjectBody(length: size) { await pieces.next() }
    }

    private actor Pieces {
        private var rest: ByteBuffer

        init(_ bytes: ByteBuffer) { rest = bytes }

        func next() -> ByteBuffer? {
            rest.readableBytes == 0 ? nil : rest.readSlice(length: min(rest.readableBytes, 50_000))
        }
    }
}

internal import AWSClient
internal import NIOCore

/// The bytes of a part, in the pieces in which they are gathered. Buffers of the size of a part, or pieces asked for anew for each
/// of them, leave an allocator with up to twice the memory that is in use; so the pieces of a part that was sent serve again.
struct PartBytes: Sendable {
    /// Bytes of a piece that is gathered. What comes in as many or more is taken as it is.
    private static let pieceSize = 256 << 10

    private(set) var pieces: [ByteBuffer] = []
    private(set) var count = 0
    /// How many bytes there are going to be, at most.
    private let expected: Int
    /// Bytes that still fit in the last piece.
    private var room = 0
    /// Pieces of another part, for bytes to come.
    private var spare: [ByteBuffer]

    /// - Parameters:
    ///   - expected: how many bytes there are going to be, at most.
    ///   - spare: ``reusable`` of a part that was sent.
    init(expecting expected: Int, reusing spare: [ByteBuffer] = []) {
        self.expected = expected
        self.spare = spare
    }

    mutating func append(_ bytes: ByteBuffer) {
        var rest = bytes
        while rest.readableBytes > 0 {
            if rest.readableBytes >= Self.pieceSize {
                pieces.append(rest)
                (room, count) = (0, count + rest.readableBytes)
                return
            }
            if room == 0 {
                room = max(1, min(Self.pieceSize, expected - count))
                pieces.append(empty(room))
            }
            let taken = min(room, rest.readableBytes)
            guard var slice = rest.readSlice(length: taken) else { return }
            pieces[pieces.count - 1].writeBuffer(&slice)
            (room, count) = (room - taken, count + taken)
        }
    }

    private mutating func empty(_ room: Int) -> ByteBuffer {
        guard var piece = spare.popLast() else { return ByteBufferAllocator().buffer(capacity: room) }
        // Gets memory of its own if somebody still has the bytes.
        piece.clear()
        return piece
    }

    /// Pieces whose memory can serve another part when nobody sends them any more.
    var reusable: [ByteBuffer] { pieces.filter { $0.capacity == Self.pieceSize } + spare }

    var body: AWSBody { .pieces(pieces) }

    /// As headers have it.
    func checksum(_ algorithm: ChecksumAlgorithm) -> String {
        var checksum = RunningChecksum(algorithm)
        for piece in pieces { checksum.update(piece) }
        return checksum.base64
    }
}

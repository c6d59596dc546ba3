internal import AWSClient
internal import NIOCore

/// The bytes of a part, in the pieces in which they are gathered. Buffers of the size of a part, asked for anew for each of them,
/// leave an allocator with twice the memory that is in use.
struct PartBytes: Sendable {
    /// Bytes of a piece that is gathered. What comes in as many or more is taken as it is.
    private static let pieceSize = 256 << 10

    private(set) var pieces: [ByteBuffer] = []
    private(set) var count = 0
    /// How many bytes there are going to be, at most.
    private let expected: Int
    /// Bytes that still fit in the last piece.
    private var room = 0

    init(expecting expected: Int) { self.expected = expected }

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
                pieces.append(ByteBufferAllocator().buffer(capacity: room))
            }
            let taken = min(room, rest.readableBytes)
            guard var slice = rest.readSlice(length: taken) else { return }
            pieces[pieces.count - 1].writeBuffer(&slice)
            (room, count) = (room - taken, count + taken)
        }
    }

    var body: AWSBody { .pieces(pieces) }

    /// As headers have it.
    func checksum(_ algorithm: ChecksumAlgorithm) -> String {
        var checksum = RunningChecksum(algorithm)
        for piece in pieces { checksum.update(piece) }
        return checksum.base64
    }
}

package import NIOCore

/// What is sent with a request.
package enum AWSBody: Sendable {
    case empty
    case bytes(ByteBuffer)
    /// Bytes in memory that lie in several places.
    case pieces([ByteBuffer])
    /// Bytes as they come; their length must be known.
    case stream(ByteStream)

    /// Bytes in all, where that is known.
    package var length: Int? {
        switch self {
        case .empty: 0
        case .bytes(let bytes): bytes.readableBytes
        case .pieces(let pieces): pieces.reduce(0) { $0 + $1.readableBytes }
        case .stream(let stream): stream.length
        }
    }

    /// Whether it can be sent a second time.
    package var isReplayable: Bool {
        if case .stream(let stream) = self { return stream.isReplayable }
        return true
    }
}

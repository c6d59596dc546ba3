package import NIOCore

/// What is sent with a request.
package enum AWSBody: Sendable {
    case empty
    /// Bytes in memory, in one place or in several.
    case pieces([ByteBuffer])
    /// Bytes as they come; their length must be known.
    case stream(ByteStream)

    /// Bytes in memory.
    package static func bytes(_ bytes: ByteBuffer) -> AWSBody { .pieces([bytes]) }

    /// Bytes in all, where that is known.
    package var length: Int? {
        switch self {
        case .empty: 0
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

internal import NIOCore
internal import Synchronization

/// Keeps how an answer begins, and forgets the rest of it.
final class AnswerStart: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private static let length = "HTTP/1.1 200".utf8.count

    private let start = Mutex("")

    /// Nil where no answer has begun.
    var status: Int? { start.withLock { Int($0.dropFirst("HTTP/1.1 ".count)) } }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        start.withLock { start in
            var bytes = unwrapInboundIn(data)
            let missing = min(Self.length - start.utf8.count, bytes.readableBytes)
            start += bytes.readString(length: missing) ?? ""
        }
    }

    // A connection that is reset is one that ended.
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

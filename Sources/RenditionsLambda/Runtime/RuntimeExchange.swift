internal import NIOCore
internal import NIOHTTP1

/// One request to the Runtime API, and who waits for the answer.
struct RuntimeExchange: Sendable {
    var head: HTTPRequestHead
    var body: ByteBuffer
    var answer: EventLoopPromise<RuntimeAnswer>
}

/// A whole answer of the Runtime API.
struct RuntimeAnswer: Sendable {
    var head: HTTPResponseHead
    var body: ByteBuffer
}

/// Sends one request after the other on its connection, and gathers the answers.
final class RuntimeExchangeHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundIn = RuntimeExchange
    typealias OutboundOut = HTTPClientRequestPart

    /// The connection has ended, or speaks no HTTP.
    struct ConnectionLost: Error {}

    private var waiting: EventLoopPromise<RuntimeAnswer>?
    private var head: HTTPResponseHead?
    private var body = ByteBuffer()

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let exchange = unwrapOutboundIn(data)
        waiting = exchange.answer
        context.write(wrapOutboundOut(.head(exchange.head)), promise: nil)
        if exchange.body.readableBytes > 0 {
            context.write(wrapOutboundOut(.body(.byteBuffer(exchange.body))), promise: nil)
        }
        context.write(wrapOutboundOut(.end(nil)), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let found):
            // An answer before the final one says nothing.
            guard found.status.code >= 200 else { return }
            head = found
            body = ByteBuffer()
        case .body(var bytes): body.writeBuffer(&bytes)
        case .end:
            guard let head else { return }
            self.head = nil
            let answer = waiting
            waiting = nil
            answer?.succeed(RuntimeAnswer(head: head, body: body))
            body = ByteBuffer()
            if !head.isKeepAlive { context.close(promise: nil) }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail()
        context.fireChannelInactive()
    }

    /// Who waits is told when the connection has ended, and not while it still looks alive.
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func fail() {
        let answer = waiting
        waiting = nil
        answer?.fail(ConnectionLost())
    }
}

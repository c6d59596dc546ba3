internal import NIOCore
internal import NIOHTTP1
internal import ScriptedServer

/// Sends one request and gathers its reply.
final class UpstreamHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let request: ScriptedRequest
    private var promise: EventLoopPromise<ScriptedAnswer>?
    private var answer = ScriptedAnswer()

    init(_ request: ScriptedRequest, _ promise: EventLoopPromise<ScriptedAnswer>) {
        self.request = request
        self.promise = promise
    }

    func channelActive(context: ChannelHandlerContext) {
        var headers = request.headers
        headers.replaceOrAdd(name: "Connection", value: "close")
        let head = HTTPRequestHead(
            version: .http1_1, method: request.method, uri: request.target, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if request.body.readableBytes > 0 {
            context.write(wrapOutboundOut(.body(.byteBuffer(request.body))), promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            answer.status = head.status
            answer.headers = head.headers
            // Of this connection, not of the reply.
            for name in ["Connection", "Keep-Alive", "Transfer-Encoding"] { answer.headers.remove(name: name) }
        case .body(var bytes): answer.body.writeBuffer(&bytes)
        case .end:
            promise?.succeed(answer)
            promise = nil
        }
    }

    func channelInactive(context: ChannelHandlerContext) { fail(ChannelError.eof) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(error)
        context.close(promise: nil)
    }

    private func fail(_ error: any Error) {
        promise?.fail(error)
        promise = nil
    }
}

internal import NIOCore
internal import NIOHTTP1

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Reads requests of one connection and answers them by the script.
final class ScriptedHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let script: ScriptedServer.Script
    private let cut: ScriptedServer.Cut
    private let journal: ScriptedJournal
    private let connection: Int
    private var request: ScriptedRequest?
    private var limit: Int?

    init(
        script: @escaping ScriptedServer.Script, cut: @escaping ScriptedServer.Cut, journal: ScriptedJournal,
        connection: Int
    ) {
        self.script = script
        self.cut = cut
        self.journal = journal
        self.connection = connection
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            let request = ScriptedRequest(
                method: head.method, target: head.uri, headers: head.headers, body: ByteBuffer(),
                connection: connection, number: journal.nextNumber())
            self.request = request
            limit = cut(request)
            if head.headers.first(name: "Expect")?.lowercased() == "100-continue" {
                context.writeAndFlush(
                    wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
            }
        case .body(var bytes):
            guard request != nil else { return }
            request?.body.writeBuffer(&bytes)
            if let limit, let read = request?.body.readableBytes, read >= limit {
                request?.body.moveWriterIndex(to: limit)
                finish(context)
            }
        case .end: finish(context)
        }
    }

    private func finish(_ context: ChannelHandlerContext) {
        guard let request else { return }
        self.request = nil
        journal.read(request)
        answer(request, context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func answer(_ request: ScriptedRequest, _ context: ChannelHandlerContext) {
        let script = script
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        context.eventLoop.makeFutureWithTask {
            do {
                return try await script(request)
            } catch {
                return ScriptedAnswer(.internalServerError, text: "the script failed: \(error)")
            }
        }.whenSuccess { answer in
            bound.value.handler.send(answer, to: request.method, bound.value.context)
        }
    }

    private func send(_ answer: ScriptedAnswer, to method: HTTPMethod, _ context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        switch answer.fault {
        case .stall: return
        case .loseReply: return context.close(promise: nil)
        case .reset(afterBytes: 0): return reset(context)
        default: break
        }
        var head = HTTPResponseHead(version: .http1_1, status: answer.status, headers: answer.headers)
        let mayHaveBody = answer.status != .noContent && answer.status != .notModified
        if mayHaveBody, !head.headers.contains(name: "Content-Length") {
            head.headers.add(name: "Content-Length", value: String(answer.body.readableBytes))
        }
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        var body = answer.body
        let limit: Int? =
            switch answer.fault {
            case .reset(let bytes), .truncate(let bytes), .stallBody(let bytes): bytes
            case .stall, .loseReply, nil: nil
            }
        if let limit { body = body.getSlice(at: body.readerIndex, length: min(limit, body.readableBytes)) ?? body }
        if method != .HEAD, mayHaveBody, body.readableBytes > 0 {
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        }
        guard let fault = answer.fault else {
            return context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        let flushed = context.eventLoop.makePromise(of: Void.self)
        flushed.futureResult.whenComplete { _ in
            switch fault {
            case .reset: bound.value.handler.reset(bound.value.context)
            case .truncate: bound.value.context.close(promise: nil)
            case .stall, .stallBody, .loseReply: break
            }
        }
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer()))), promise: flushed)
    }

    /// Closes in such a way that the other side is told of an error, not of an end.
    private func reset(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        (context.channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
            .whenComplete { _ in bound.value.close(promise: nil) }
    }
}

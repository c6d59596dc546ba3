internal import Hummingbird
public import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1
internal import ServiceLifecycle

/// HTTP/1.1 as Hummingbird speaks it, on connections that are held to their limits.
struct GuardedHTTP1: ServerChildChannel {
    let limits: ConnectionLimits
    let isCrowded: @Sendable () -> Bool
    let responder: HTTPChannelHandler.Responder

    struct Connection: ServerChildChannelValue {
        let http: HTTP1Channel
        let parts: HTTP1Channel.Value

        var channel: any Channel { parts.channel }
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Connection> {
        let bodies = IncomingBodies()
        let http = HTTP1Channel(
            responder: answer(bodies),
            configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [ConnectionGuard(limits, bodies: bodies, isCrowded: isCrowded)],
                httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                    maxHeaderFieldSize: limits.maximumHeadBytes, maxHeaderListSize: limits.maximumHeadBytes,
                    maxHeaderFieldCount: limits.maximumHeadFields)))
        // One read at a time, of at most 64 KiB, so that no more than that is taken beyond what is asked for. Of an answer
        // most are written in one piece that fits.
        return channel.setOption(.maxMessagesPerRead, value: 1).flatMap {
            channel.setOption(
                .writeBufferWaterMark, value: ChannelOptions.Types.WriteBufferWaterMark(low: 32 << 10, high: 96 << 10))
        }.flatMap {
            http.setup(channel: channel, logger: logger).flatMapThrowing { parts in
                let pipeline = channel.pipeline.syncOperations
                let codec = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
                try pipeline.addHandler(HeadCheck(), position: .before(codec))
                return Connection(http: http, parts: parts)
            }
        }
    }

    func handle(value: Connection, logger: Logger) async {
        let channel = value.channel
        await withGracefulShutdownHandler {
            await withTaskExecutorPreference(EventLoopExecutor(channel.eventLoop)) {
                await value.http.handle(value: value.parts, logger: logger)
            }
        } onGracefulShutdown: {
            // The server says so, too, but to a connection that it accepts at that moment before there is anybody in its
            // pipeline who would hear it.
            channel.eventLoop.execute { channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
        }
    }

    /// The responder, with bodies that are read as they are taken.
    private func answer(_ bodies: IncomingBodies) -> HTTPChannelHandler.Responder {
        { [responder] request, writer, channel in
            var request = request
            if let body = bodies.next() {
                request.body = RequestBody(asyncSequence: GuardedBody(base: request.body, body: body))
            }
            try await responder(request, writer, channel)
        }
    }
}

extension HTTPServerBuilder {
    /// HTTP/1.1 on connections that are held to limits: slow and greedy clients are cut off, and what is sent to a
    /// request that was answered already is not read.
    ///
    /// The number of connections is not limited by this but by `availableConnectionsDelegate` of the application's
    /// configuration; ``ImageServer`` sets both.
    ///
    /// - Parameter gate: that of the routes, if a slow upload is to be borne with less while others wait for their turn.
    public static func guardedHTTP1(
        _ limits: ConnectionLimits = ConnectionLimits(), gate: RequestGate? = nil
    ) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            GuardedHTTP1(limits: limits, isCrowded: { gate?.hasWaitingUploads ?? false }, responder: responder)
        }
    }
}

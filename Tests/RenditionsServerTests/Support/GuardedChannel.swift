import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import RenditionsServer

/// The handler alone, on a channel without a socket, whose clock moves when a test says so.
final class GuardedChannel {
    private static let limits = ConnectionLimits(
        headSeconds: 10, keepAliveSeconds: 30, minimumBytesPerSecond: 100, bodyWindowSeconds: 10, writeSeconds: 20,
        lingerSeconds: 1)

    let loop = EmbeddedEventLoop()
    let calls = CallRecorder()
    let bodies = IncomingBodies()
    let channel: EmbeddedChannel

    init() throws {
        channel = EmbeddedChannel(handlers: [calls, ConnectionGuard(Self.limits, bodies: bodies)], loop: loop)
        try channel.connect(to: SocketAddress(unixDomainSocketPath: "/none"), promise: nil)
    }

    /// A channel and what is in its pipeline hold each other until it is closed, which may be put off.
    deinit {
        channel.close(promise: nil)
        loop.advanceTime(by: .hours(24))
    }

    func receive(_ method: HTTPRequest.Method, _ fields: HTTPFields = [:], whole: Bool = true) throws {
        let head = HTTPRequest(method: method, scheme: "http", authority: "a", path: "/", headerFields: fields)
        try channel.writeInbound(HTTPRequestPart.head(head))
        if whole { try channel.writeInbound(HTTPRequestPart.end(nil)) }
    }

    func answer(_ status: HTTPResponse.Status = .ok) throws {
        try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: status)))
        try channel.writeOutbound(HTTPResponsePart.end(nil))
    }

    /// What has been written since it was last asked.
    func written() throws -> [HTTPResponsePart] {
        var parts: [HTTPResponsePart] = []
        while let part = try channel.readOutbound(as: HTTPResponsePart.self) { parts.append(part) }
        return parts
    }
}

extension [HTTPResponsePart] {
    var head: HTTPResponse? { if case .head(let head) = first { head } else { nil } }
}

/// Stands where the socket would be, and notes what is asked of it.
final class CallRecorder: ChannelOutboundHandler {
    typealias OutboundIn = HTTPResponsePart

    private(set) var reads = 0
    private(set) var closes: [CloseMode] = []

    func read(context: ChannelHandlerContext) {
        reads += 1
        context.read()
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        closes.append(mode)
        if mode == .all { context.close(mode: mode, promise: promise) } else { promise?.succeed() }
    }
}

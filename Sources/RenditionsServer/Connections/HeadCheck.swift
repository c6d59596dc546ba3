internal import NIOCore
internal import NIOHTTP1
internal import RenditionsAPI

/// Refuses heads that a parser lets pass and that HTTP/1.1 does not allow, and speaks HTTP/1.0 with who speaks that. It stands
/// right behind the parser, where it can still be seen.
///
/// What two readers understand differently, of which one is a proxy, lets a request be smuggled in.
final class HeadCheck: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// Requests that have not been answered.
    private var count = 0
    /// How many of them are before one of HTTP/1.0, which is the last of its connection.
    private var countBeforeOld: Int?

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data) else { return context.fireChannelRead(data) }
        if head.version == .http1_0, countBeforeOld == nil { countBeforeOld = count }
        count += 1
        if let fault = Self.fault(of: head) {
            return context.fireErrorCaught(
                RefusedHead(problem: Problem(.invalidRequest, fault), isContentWanted: head.method != .HEAD))
        }
        guard head.version == .http1_0 else { return context.fireChannelRead(data) }
        // One request a connection: it ends with the answer, as it did when there was nothing else.
        head.headers.replaceOrAdd(name: "Connection", value: "close")
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head) where countBeforeOld == 0:
            // An interim answer is nothing that such a client knows.
            guard head.status.code >= 200 else { promise?.succeed(); return }
            // So it is not sent in chunks either.
            head.version = .http1_0
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .end:
            count -= 1
            countBeforeOld = countBeforeOld.map { $0 - 1 }
            context.write(data, promise: promise)
        default: context.write(data, promise: promise)
        }
    }

    private static func fault(of head: HTTPRequestHead) -> String? {
        // RFC 9112, section 3.2.
        let hosts = head.headers["Host"]
        guard hosts.count <= 1 else { return "The field Host is there twice." }
        guard head.version == .http1_0 || hosts.count == 1 else { return "A request of HTTP/1.1 needs the field Host." }
        guard hosts.allSatisfy({ $0.utf8.allSatisfy(isOfHost) }) else {
            return "The field Host must be the name or address of a host, with a port where it has one."
        }
        // Sections 6.1 and 7.
        let codings = head.headers["Transfer-Encoding"]
        guard codings.allSatisfy({ $0.lowercased() == "chunked" }), codings.count <= 1 else {
            return "The body may be sent in chunks (Transfer-Encoding: chunked), and in no other coding."
        }
        guard codings.isEmpty || head.version == .http1_1 else { return "There are no chunks in HTTP/1.0." }
        return nil
    }

    private static func isOfHost(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && !"/?#@\\,\"<>".utf8.contains(byte)
    }
}

@available(*, unavailable)
extension HeadCheck: Sendable {}

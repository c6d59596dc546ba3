internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1
internal import NIOPosix
internal import Renditions
package import RenditionsAPI
package import RenditionsTesting

/// Reaches an API over a socket: a connection of its own for each request.
package struct SocketClient: APIClient {
    private let host: String
    private let port: Int

    package init(host: String = "127.0.0.1", port: Int) {
        self.host = host
        self.port = port
    }

    private typealias Connection = NIOAsyncChannel<HTTPResponsePart, HTTPRequestPart>

    package struct NoAnswer: Error {}

    package func send(_ request: APIRequest) async throws -> APIReply {
        let connection = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    try channel.pipeline.syncOperations.addHandler(HTTP1ToHTTPClientCodec())
                    return try Connection(wrappingChannelSynchronously: channel)
                }
            }
        return try await connection.executeThenClose { inbound, outbound in
            try await withThrowingTaskGroup(of: APIReply?.self) { group in
                group.addTask {
                    // A server that has answered takes no more; what it answered is what counts.
                    try? await Self.write(request, to: outbound)
                    return nil
                }
                group.addTask { try await Self.reply(from: inbound) }
                defer { group.cancelAll() }
                for try await case let reply? in group { return reply }
                throw NoAnswer()
            }
        }
    }

    private static func write(
        _ request: APIRequest, to outbound: NIOAsyncChannelOutboundWriter<HTTPRequestPart>
    ) async throws {
        try await outbound.write(.head(request.head))
        for try await chunk in request.body where chunk.readableBytes > 0 { try await outbound.write(.body(chunk)) }
        try await outbound.write(.end(nil))
    }

    private static func reply(from inbound: NIOAsyncChannelInboundStream<HTTPResponsePart>) async throws -> APIReply {
        var head: HTTPResponse?
        var body = ByteBuffer()
        for try await part in inbound {
            switch part {
            case .head(let found): head = found
            case .body(var bytes): body.writeBuffer(&bytes)
            case .end:
                guard let head else { throw NoAnswer() }
                return APIReply(head, body: body)
            }
        }
        throw NoAnswer()
    }
}

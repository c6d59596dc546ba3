import NIOCore
import NIOPosix

/// A server that says the same to whatever comes.
enum BrokenServer {
    /// Listens while `body` runs, which gets the port.
    ///
    /// - Parameters:
    ///   - answer: what is written for every read that gives something.
    ///   - closes: whether the connection ends then.
    static func run(
        answering answer: String?, closes: Bool, _ body: (Int) async throws -> Void
    ) async throws {
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Parrot(answer: answer, closes: closes))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            try await body(channel.localAddress?.port ?? 0)
            try await channel.close()
        } catch {
            try await channel.close()
            throw error
        }
    }

    private final class Parrot: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let answer: String?
        private let closes: Bool

        init(answer: String?, closes: Bool) {
            self.answer = answer
            self.closes = closes
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            if let answer { context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil) }
            if closes { context.close(promise: nil) }
        }
    }
}

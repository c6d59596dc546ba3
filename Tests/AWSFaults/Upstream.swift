internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import ScriptedServer

/// The server behind a proxy. Each request has a connection of its own.
struct Upstream: Sendable {
    let port: Int

    /// Hands a request on as it came.
    func send(_ request: ScriptedRequest) async throws -> ScriptedAnswer {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let answer = loop.makePromise(of: ScriptedAnswer.self)
        let channel: any Channel
        do {
            channel = try await ClientBootstrap(group: loop)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHTTPClientHandlers()
                        try channel.pipeline.syncOperations.addHandler(UpstreamHandler(request, answer))
                    }
                }
                .connect(host: "127.0.0.1", port: port).get()
        } catch {
            answer.fail(error)
            throw error
        }
        let found = try await answer.futureResult.get()
        try? await channel.close().get()
        return found
    }

    /// Hands on a request whose body ends before it should, as when whoever sends it is gone, and waits until the server has
    /// noticed.
    func sendCut(_ request: ScriptedRequest) async throws {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port).get()
        var bytes = ByteBuffer(string: "\(request.method) \(request.target) HTTP/1.1\r\n")
        for (name, value) in request.headers where name.lowercased() != "connection" {
            bytes.writeString("\(name): \(value)\r\n")
        }
        bytes.writeString("Connection: close\r\n\r\n")
        bytes.writeImmutableBuffer(request.body)
        try await channel.writeAndFlush(bytes).get()
        try? await channel.close(mode: .output).get()
        // One that does not notice is left, which is what a client would do.
        let limit = channel.eventLoop.scheduleTask(in: .seconds(10)) { channel.close(promise: nil) }
        try? await channel.closeFuture.get()
        limit.cancel()
    }
}

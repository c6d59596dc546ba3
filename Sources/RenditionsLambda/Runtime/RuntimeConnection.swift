internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// The one connection to the Runtime API, on which one request follows the other. Made when it is first needed, and again
/// when it has been closed between two requests.
actor RuntimeConnection {
    private let endpoint: RuntimeEndpoint
    private var channel: (any Channel)?

    init(_ endpoint: RuntimeEndpoint) { self.endpoint = endpoint }

    /// Sends a request and waits for the answer, however long that takes. A cancelled wait closes the connection.
    ///
    /// A request that gets no answer is sent once more, on a new connection.
    ///
    /// - Throws: ``LambdaError`` with code `runtime-unavailable`; `CancellationError`.
    func send(
        _ method: HTTPMethod, _ path: String, _ fields: HTTPHeaders = [:], body: ByteBuffer = ByteBuffer()
    ) async throws -> RuntimeAnswer {
        var head = HTTPRequestHead(version: .http1_1, method: method, uri: path, headers: fields)
        head.headers.add(name: "Host", value: "\(endpoint.host):\(endpoint.port)")
        head.headers.add(name: "User-Agent", value: "renditions")
        if method != .GET { head.headers.add(name: "Content-Length", value: "\(body.readableBytes)") }
        do {
            return try await exchange(head, body)
        } catch is RuntimeExchangeHandler.ConnectionLost {
            // Whoever waits for invocations may have been frozen for hours.
            do {
                return try await exchange(head, body)
            } catch is RuntimeExchangeHandler.ConnectionLost {
                throw LambdaError(.runtimeUnavailable, "The Runtime API closes its connections without an answer.")
            }
        }
    }

    func close() async {
        try? await channel?.close()
        channel = nil
    }

    private func exchange(_ head: HTTPRequestHead, _ body: ByteBuffer) async throws -> RuntimeAnswer {
        let channel = try await connected()
        let answer = channel.eventLoop.makePromise(of: RuntimeAnswer.self)
        return try await withTaskCancellationHandler {
            channel.writeAndFlush(RuntimeExchange(head: head, body: body, answer: answer)).whenFailure { _ in
                answer.fail(RuntimeExchangeHandler.ConnectionLost())
            }
            do {
                return try await answer.futureResult.get()
            } catch {
                // It may look alive for a moment yet.
                self.channel = nil
                try Task.checkCancellation()
                throw error
            }
        } onCancel: {
            channel.close(promise: nil)
        }
    }

    private func connected() async throws -> any Channel {
        if let channel, channel.isActive { return channel }
        do {
            let made = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHTTPClientHandlers()
                        try channel.pipeline.syncOperations.addHandler(RuntimeExchangeHandler())
                    }
                }
                .connect(host: endpoint.host, port: endpoint.port).get()
            channel = made
            return made
        } catch {
            throw LambdaError(.runtimeUnavailable, "The Runtime API can't be reached.", cause: error)
        }
    }
}

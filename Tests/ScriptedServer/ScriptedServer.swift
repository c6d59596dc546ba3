internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Synchronization

/// A server of HTTP on this machine that answers as a test says, and goes wrong as a test says.
package final class ScriptedServer: Sendable {
    package typealias Script = @Sendable (ScriptedRequest) async throws -> ScriptedAnswer
    /// Says by a request's head after how many bytes of its body it is answered, though more may come; nil for all of them.
    package typealias Cut = @Sendable (ScriptedRequest) -> Int?

    /// `127.0.0.1` and the port, as in `http://127.0.0.1:40123`.
    package let url: String
    package let port: Int
    private let channel: any Channel
    private let journal: ScriptedJournal

    private init(channel: any Channel, port: Int, journal: ScriptedJournal) {
        self.channel = channel
        self.port = port
        self.journal = journal
        url = "http://127.0.0.1:\(port)"
    }

    /// All requests so far, in the order in which they were read whole.
    package var requests: [ScriptedRequest] { journal.requests }
    /// Connections that were made.
    package var connections: Int { journal.connections }

    /// Waits until so many of the connections have ended, by whichever side.
    package func waitForClosedConnections(_ count: Int) async { await journal.waitForClosed(count) }

    /// Waits until so many requests were read whole.
    package func waitForRequests(_ count: Int) async { await journal.waitForRequests(count) }

    /// Runs a server for the time of `body`. What is left of its connections then is closed.
    ///
    /// - Parameters:
    ///   - cut: called for each request as soon as its head was read.
    ///   - script: says what is done about each request; called as soon as it was read whole, or up to where it is cut.
    package static func run<Result>(
        cut: @escaping Cut = { _ in nil }, _ script: @escaping Script,
        _ body: (ScriptedServer) async throws -> Result
    ) async throws -> Result {
        let journal = ScriptedJournal()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let number = journal.opened(channel)
                    channel.closeFuture.whenComplete { _ in journal.closed() }
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: false)
                    try channel.pipeline.syncOperations.addHandler(
                        ScriptedHandler(script: script, cut: cut, journal: journal, connection: number))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = ScriptedServer(channel: channel, port: channel.localAddress?.port ?? 0, journal: journal)
        do {
            let result = try await body(server)
            await server.stop()
            return result
        } catch {
            await server.stop()
            throw error
        }
    }

    /// Runs a server that answers in this order, and with 500 to what comes after.
    package static func run<Result>(
        answering answers: [ScriptedAnswer], _ body: (ScriptedServer) async throws -> Result
    ) async throws -> Result {
        try await run(
            { request in
                request.number < answers.count
                    ? answers[request.number] : ScriptedAnswer(.internalServerError, text: "no answer is left")
            }, body)
    }

    private func stop() async {
        try? await channel.close().get()
        for channel in journal.open { try? await channel.close().get() }
    }
}

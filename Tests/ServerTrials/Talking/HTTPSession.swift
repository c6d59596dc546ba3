internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// One connection to a server, on which requests are sent one after the other.
package struct HTTPSession {
    private let channel: any Channel
    private var incoming: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private var parser = ReplyParser()
    /// Whether another request can be sent: no answer said that it is the last one.
    package private(set) var isOpen = true
    /// Whether there may be more to read.
    private(set) var isConnected = true

    /// Connects, and closes the connection in the end.
    ///
    /// - Throws: what `body` throws, and `NIOConnectionError` or `IOError` where nobody listens.
    package static func run<Result>(
        port: Int, _ body: (inout HTTPSession) async throws -> Result
    ) async throws -> Result {
        let connection = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connectTimeout(.seconds(60))
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await connection.executeThenClose { incoming, _ in
            var session = HTTPSession(channel: connection.channel, incoming: incoming.makeAsyncIterator())
            return try await body(&session)
        }
    }

    private init(channel: any Channel, incoming: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator) {
        self.channel = channel
        self.incoming = incoming
    }

    /// Sends a request and reads its answer. The answer may come before all of the request is sent.
    ///
    /// - Parameter limit: longer than anything may take.
    package mutating func send(_ call: HTTPCall, within limit: Duration = .seconds(120)) async -> HTTPOutcome {
        for (index, piece) in call.pieces.enumerated() {
            if index > 0 { try? await Task.sleep(for: call.pause) }
            channel.writeAndFlush(piece, promise: nil)
        }
        return await receive(within: limit)
    }

    /// Writes beside whoever reads.
    var writer: HTTPWriter { HTTPWriter(channel: channel) }

    /// Reads the next answer.
    mutating func receive(within limit: Duration) async -> HTTPOutcome {
        let isLate = Atomic(false)
        let alarm = channel.eventLoop.scheduleTask(in: .nanoseconds(Int64(limit / .nanoseconds(1)))) { [channel] in
            isLate.store(true, ordering: .relaxed)
            channel.close(promise: nil)
        }
        var outcome = await read()
        alarm.cancel()
        if isLate.load(ordering: .relaxed) { outcome = .late }
        switch outcome {
        case .answered(let reply): isOpen = !reply.isLast
        case .closed, .torn, .late: (isOpen, isConnected) = (false, false)
        }
        return outcome
    }

    private mutating func read() async -> HTTPOutcome {
        while true {
            do {
                if let reply = try parser.next() { return .answered(reply) }
            } catch {
                return .torn("\(error)")
            }
            // A connection that is reset is one that ended.
            guard let chunk = try? await incoming.next() else {
                return parser.hasBegun ? .torn("the connection ended in the middle of an answer") : .closed
            }
            parser.feed(chunk)
        }
    }
}

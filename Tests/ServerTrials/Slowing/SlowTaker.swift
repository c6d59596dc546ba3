internal import NIOCore
internal import NIOPosix

/// A client that asks for something, and takes nothing of the answer or 500 bytes of it a second.
package struct SlowTaker: Sendable {
    private static let bytesPerSecond = 500
    /// What the system takes for it, at most; it makes it a little more.
    private static let buffer: ChannelOptions.Types.SocketOption.Value = 4096
    private static let step = Duration.milliseconds(200)

    private let channel: any Channel
    private let answer: AnswerStart
    private let begin: ContinuousClock.Instant
    private let takes: Bool
    private let clientPort: Int

    /// As many of them at once.
    ///
    /// - Parameters:
    ///   - paths: what they ask for, in turn.
    ///   - limit: longer than a server may bear them.
    /// - Returns: what became of them; nothing on systems that don't tell.
    package static func run(
        _ count: Int, port: Int, paths: [String], limit: Duration
    ) async throws -> [SlowEnd] {
        var takers: [SlowTaker] = []
        for number in 0..<count {
            // Of every path there are both.
            let (index, takes) = (number / 2 % paths.count, number.isMultiple(of: 2))
            takers.append(try await SlowTaker(port: port, path: paths[index], takes: takes))
        }
        let over = ContinuousClock.now + limit
        var times: [Int: Duration] = [:]
        var round = 0
        while times.count < takers.count, ContinuousClock.now < over {
            guard let kept = ServerConnections.clients(of: port) else { return [] }
            for (number, taker) in takers.enumerated() where times[number] == nil {
                if !kept.contains(taker.clientPort) { times[number] = ContinuousClock.now - taker.begin }
                if taker.takes, round.isMultiple(of: 5) { taker.channel.read() }
            }
            round += 1
            try await Task.sleep(for: step)
        }
        var ends: [SlowEnd] = []
        for (number, taker) in takers.enumerated() {
            let status = try await taker.end()
            ends.append(
                SlowEnd(
                    name: taker.takes ? "taking" : "nothing", time: times[number] ?? limit, status: status,
                    wasCut: times[number] != nil))
        }
        return ends
    }

    private init(port: Int, path: String, takes: Bool) async throws {
        self.takes = takes
        begin = .now
        let answer = AnswerStart()
        self.answer = answer
        channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelOption(.autoRead, value: false)
            .channelOption(.maxMessagesPerRead, value: 1)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: Self.bytesPerSecond))
            .channelOption(.socketOption(.so_rcvbuf), value: Self.buffer)
            .channelInitializer { $0.pipeline.addHandler(answer) }
            .connect(host: "127.0.0.1", port: port).get()
        clientPort = channel.localAddress?.port ?? 0
        try await channel.writeAndFlush(HTTPCall("GET", path).pieces[0]).get()
    }

    /// Takes what is there all the same, to see what was answered.
    private func end() async throws -> Int? {
        for _ in 0..<3 {
            channel.read()
            try await Task.sleep(for: .milliseconds(1))
        }
        try? await channel.close()
        return answer.status
    }
}

import NIOCore
import NIOPosix
import RenditionsServer
import Synchronization
import Testing

@Suite("Whoever is let in by the system is let in by the server")
struct ListenerTests {
    /// Counts whom the server has let in.
    private final class Door: ChannelInboundHandler, Sendable {
        typealias InboundIn = Channel

        private let admitted = Atomic(0)

        var count: Int { admitted.load(ordering: .relaxed) }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            admitted.add(1, ordering: .relaxed)
            context.fireChannelRead(data)
        }
    }

    /// Does something in place of every sleep.
    private final class BusyClock: Clock {
        let work: @Sendable () async -> Void
        private let sleeps = Atomic(0)

        init(_ work: @escaping @Sendable () async -> Void) { self.work = work }

        var count: Int { sleeps.load(ordering: .relaxed) }
        var now: ContinuousClock.Instant { .now }
        var minimumResolution: Duration { .nanoseconds(1) }

        func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async {
            sleeps.add(1, ordering: .relaxed)
            await work()
        }
    }

    /// A server that lets in nobody by itself, and one at a time, with so many clients.
    private func withServer(
        clients count: Int, door: Door = Door(), _ body: (any Channel, any EventLoopGroup) async -> Void
    ) async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let server = try await ServerBootstrap(group: group)
            .serverChannelOption(.autoRead, value: false)
            .serverChannelOption(.maxMessagesPerRead, value: 1)
            .serverChannelInitializer { $0.pipeline.addHandler(door) }
            .bind(host: "127.0.0.1", port: 0).get()
        let address = try #require(server.localAddress)
        var clients: [any Channel] = []
        for _ in 0..<count { clients.append(try await ClientBootstrap(group: group).connect(to: address).get()) }
        await body(server, group)
        for client in clients { try? await client.close() }
        try await server.close()
    }

    #if os(Linux)
    @Test("Those who wait are waited for")
    func waiting() async throws {
        let door = Door()
        try await withServer(clients: 3, door: door) { server, group in
            let clock = BusyClock {
                let next = door.count + 1
                server.read()
                while door.count < next { await Task.yield() }
            }
            let listener = Listener(clock: clock)
            listener.begins(server, on: group)
            await listener.finish()
            #expect(door.count == 3)
            #expect(clock.count == 3)
        }
    }

    @Test("They are waited for until that takes too long")
    func full() async throws {
        try await withServer(clients: 1) { server, group in
            let clock = BusyClock {}
            let listener = Listener(clock: clock)
            listener.begins(server, on: group)
            await listener.finish()
            #expect(clock.count == 100)
        }
    }
    #endif

    @Test("Then nobody is let in any more, whoever asks for it")
    func shut() async throws {
        let door = Door()
        try await withServer(clients: 1, door: door) { server, group in
            let listener = Listener(clock: BusyClock {})
            listener.begins(server, on: group)
            await listener.finish()
            server.read()
            // What a socket has to tell is told before a loop does what it was given afterwards; twice, as it may be busy.
            for _ in 0..<2 { try? await server.eventLoop.scheduleTask(in: .milliseconds(1)) {}.futureResult.get() }
            #expect(door.count == 0)
        }
    }

    @Test("Where nobody waits, or nobody listens, nobody is waited for", arguments: [false, true])
    func nobody(listens: Bool) async throws {
        try await withServer(clients: 0) { server, group in
            let clock = BusyClock {}
            let listener = Listener(clock: clock)
            if listens { listener.begins(server, on: group) }
            await listener.finish()
            #expect(clock.count == 0)
        }
    }
}

package import NIOCore
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#endif

/// The socket on which a server listens, at its end.
///
/// The system lets clients in by itself, who may send a request before the server has so much as noticed them. Closing the
/// socket would reset the connections of all whom the server has not accepted by then. And one that is being made ready at
/// that moment would end the process: NIO gives up its channel, whose writer may not be given up unfinished.
package final class Listener: Sendable {
    /// Lets nobody in.
    private final class ShutDoor: ChannelOutboundHandler, Sendable {
        typealias OutboundIn = Never

        func read(context: ChannelHandlerContext) {}
    }

    /// Looks at those who wait, a millisecond apart. A server that is full accepts nobody.
    private static let looks = 100

    private let clock: any Clock<Duration>
    private let listening = Mutex<(channel: any Channel, group: any EventLoopGroup)?>(nil)

    package init(clock: any Clock<Duration>) { self.clock = clock }

    /// The server listens.
    package func begins(_ channel: any Channel, on group: any EventLoopGroup) {
        listening.withLock { $0 = (channel, group) }
    }

    /// Lets in whoever has been let in by the system, unless that takes too long, and then nobody any more.
    package func finish() async {
        guard let (channel, group) = listening.withLock({ $0 }) else { return }
        for _ in 0..<Self.looks {
            guard let count = await Self.waiting(at: channel), count > 0 else { break }
            guard (try? await clock.sleep(for: .milliseconds(1))) != nil else { break }
        }
        try? await channel.pipeline.addHandler(ShutDoor(), position: .first).get()
        try? await channel.setOption(.autoRead, value: false).get()
        // A connection that was accepted is made ready on its own loop, in two steps, after each of which it comes back.
        for _ in 1...2 {
            for loop in group.makeIterator() { try? await loop.submit {}.get() }
            try? await channel.eventLoop.submit {}.get()
        }
    }

    /// How many connections have not been accepted; nil where the system doesn't say.
    private static func waiting(at channel: any Channel) async -> Int? {
        #if os(Linux)
        // Of a socket that listens this field has the length of its queue (tcp_get_info in Linux' net/ipv4/tcp.c).
        return try? await (channel as? any SocketOptionProvider)?.getTCPInfo().map { Int($0.tcpi_unacked) }.get()
        #else
        return nil
        #endif
    }
}

import NIOCore
import NIOPosix

/// A connection on which a test writes the bytes it likes, and reads what comes back. Used by one task, but for sending.
final class RawConnection {
    struct Answer: Sendable {
        var status: Int
        /// With names in lower case.
        var fields: [String: String]
        var body: String
    }

    typealias Channel = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private var buffer = ByteBuffer()

    private init(
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>, _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.inbound = inbound.makeAsyncIterator()
        self.outbound = outbound
    }

    static func open<Result: Sendable>(
        _ port: Int, _ body: (RawConnection) async throws -> Result
    ) async throws -> Result {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try Channel(
                        wrappingChannelSynchronously: channel,
                        configuration: Channel.Configuration(isOutboundHalfClosureEnabled: true))
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await body(RawConnection(inbound, outbound))
        }
    }

    func send(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }

    /// Nothing more is sent.
    func finish() { outbound.finish() }

    /// The next answer; nil where the connection ends without one.
    func answer(toHead: Bool = false) async throws -> Answer? {
        while true {
            if let head = takeHead() {
                var answer = Self.parse(head)
                guard !toHead, answer.status >= 200, answer.status != 204, answer.status != 304 else { return answer }
                if let length = answer.fields["content-length"].flatMap({ Int($0) }) {
                    answer.body = try await take(length)
                } else if answer.fields["transfer-encoding"] == "chunked" {
                    answer.body = try await takeChunks()
                }
                return answer
            }
            guard await readMore() else { return nil }
        }
    }

    /// What comes until the server ends the connection.
    func rest() async -> String {
        while await readMore() {}
        return String(buffer: buffer)
    }

    private func readMore() async -> Bool {
        // A reset is an end, too.
        guard var bytes = try? await inbound.next() else { return false }
        buffer.writeBuffer(&bytes)
        return true
    }

    private func takeHead() -> String? {
        guard let end = buffer.readableBytesView.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        return buffer.readString(length: end.upperBound - buffer.readerIndex)
    }

    private func take(_ length: Int) async throws -> String {
        while buffer.readableBytes < length { guard await readMore() else { throw EndedEarly() } }
        return buffer.readString(length: length) ?? ""
    }

    private func takeChunks() async throws -> String {
        var body = ""
        while true {
            while buffer.readableBytesView.firstRange(of: Array("\r\n".utf8)) == nil {
                guard await readMore() else { throw EndedEarly() }
            }
            let end = buffer.readableBytesView.firstRange(of: Array("\r\n".utf8))!
            let line = buffer.readString(length: end.upperBound - buffer.readerIndex)!
            let size = Int(line.split(separator: "\r\n")[0], radix: 16) ?? 0
            let chunk = try await take(size + 2)
            guard size > 0 else { return body }
            body += String(decoding: chunk.utf8.dropLast(2), as: UTF8.self)
        }
    }

    private static func parse(_ head: String) -> Answer {
        let lines = head.split(separator: "\r\n")
        let fields = lines.dropFirst().compactMap { line -> (String, String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (line[..<colon].lowercased(), String(line[line.index(after: colon)...].drop { $0 == " " }))
        }
        return Answer(
            status: lines.first.flatMap { Int($0.split(separator: " ")[1]) } ?? 0,
            fields: Dictionary(fields) { "\($0), \($1)" }, body: "")
    }

    /// The connection ended in the middle of an answer.
    struct EndedEarly: Error {}
}

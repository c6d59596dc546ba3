internal import NIOCore

/// A client that sends slowly, and never comes to an end by itself.
package struct SlowClient: Sendable {
    package enum Part: String, Sendable {
        /// The head of a request never ends.
        case head
        /// The head is whole, and the body of a picture comes slowly.
        case body
        /// The same, as fast as it must be while nobody waits: `http.minimum-bytes-per-second` is 1,024.
        case crowd

        var bytesPerSecond: Int { self == .crowd ? 1100 : 10 }
    }

    let port: Int
    let part: Part
    /// Longer than a server may bear it.
    let limit: Duration

    package init(port: Int, part: Part, limit: Duration) {
        self.port = port
        self.part = part
        self.limit = limit
    }

    package func run() async throws -> SlowEnd {
        let begin = ContinuousClock.now
        return try await HTTPSession.run(port: port) { session in
            let writer = session.writer
            return await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    writer.write(start)
                    while (try? await Task.sleep(for: .seconds(1))) != nil {
                        writer.write(ByteBuffer(repeating: UInt8(ascii: "a"), count: part.bytesPerSecond))
                    }
                }
                defer { group.cancelAll() }
                var end = SlowEnd(name: part.rawValue, time: .zero, status: nil, wasCut: true)
                while session.isConnected {
                    switch await session.receive(within: limit) {
                    case .answered(let reply): end.status = end.status ?? reply.status
                    case .closed, .torn: break
                    case .late: end.wasCut = false
                    }
                }
                end.time = ContinuousClock.now - begin
                return end
            }
        }
    }

    private var start: ByteBuffer {
        switch part {
        case .head: return ByteBuffer(string: "GET /images HTTP/1.1\r\nHost: localhost\r\nX-Padding: ")
        case .body, .crowd:
            var bytes = HTTPCall.head("POST", "/images", [("Content-Length", "1000000")])
            bytes.writeBytes([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
            return bytes
        }
    }
}

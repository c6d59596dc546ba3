import HTTPTypes
import NIOCore
import Renditions
import RenditionsAPI
import RenditionsServer
import Synchronization
import Testing

/// What clients get that send too much, too slowly or no HTTP: on a real socket, with times that are very short.
@Suite("Hostile clients")
struct HostileClientTests {
    private static let limit = 200_000
    /// Who sends without end is let go soon, and not after the minute that others have to read their answer.
    private static let brief: ConnectionLimits = {
        var limits = ConnectionLimits.patient
        limits.lingerSeconds = 3
        return limits
    }()

    /// Sends the head, and a piece over and over until nobody takes it any more, while the answer is read.
    private func flood(
        _ port: Int, head: String, piece: String
    ) async throws -> (answer: RawConnection.Answer?, sent: Int) {
        try await RawConnection.open(port) { connection in
            try await connection.send(head)
            let outbound = connection.outbound
            async let sent = {
                var sent = 0
                let bytes = ByteBuffer(string: piece)
                while (try? await outbound.write(bytes)) != nil { sent += bytes.readableBytes }
                return sent
            }()
            let answer = try await connection.answer()
            _ = await connection.rest()
            return (answer, await sent)
        }
    }

    @Test(
        "Of a body without end no more is read than what is accepted and 64 KiB",
        arguments: [
            ("Transfer-Encoding: chunked", "4000\r\n" + String(repeating: "x", count: 0x4000) + "\r\n"),
            ("Transfer-Encoding: chunked", String(repeating: "1\r\nx\r\n", count: 5000)),
            ("Content-Length: 5000000000", String(repeating: "x", count: 1 << 16)),
        ])
    func endlessBody(field: String, piece: String) async throws {
        let read = ReadBytes()
        let result = try await withServer(.receiving(upTo: Self.limit, read), Self.brief) { port in
            try await flood(port, head: "POST /images HTTP/1.1\r\nHost: a\r\n\(field)\r\n\r\n", piece: piece)
        }
        #expect(result.answer?.status == 413)
        #expect(result.answer?.fields["connection"] == "close")
        #expect(read.count > Self.limit)
        #expect(read.count <= Self.limit + 65_536)
    }

    @Test("Nothing is read of a body that is refused for what the head says")
    func refusedHead() async throws {
        let observed = ObservedBytes()
        let api = StubAPI { request in
            observed.note(request.body.length)
            throw Problem(.tooLarge, "Too much.")
        }
        let result = try await withServer(api, Self.brief) { port in
            try await flood(
                port, head: "POST /images HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000000\r\n\r\n",
                piece: String(repeating: "x", count: 1 << 16))
        }
        #expect(result.answer?.status == 413)
        #expect(observed.lengths == [5_000_000_000])
    }

    @Test("A body that is longer than it says is followed by no request")
    func tooShortLength() async throws {
        let (first, second, rest) = try await withServer(.receiving()) { port in
            try await RawConnection.open(port) { connection in
                try await connection.send("POST /images HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc\u{1}more")
                return (try await connection.answer(), try await connection.answer(), await connection.rest())
            }
        }
        #expect(first?.body == "3")
        #expect(second?.status == 400)
        #expect(second?.fields["content-type"] == "application/problem+json")
        #expect(rest == "")
    }

    @Test(
        "A body that ends before it says is no whole one",
        arguments: ["Content-Length: 1000\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"])
    func tooLongLength(rest: String) async throws {
        let outcome = Outcome()
        let api = StubAPI { request in
            do {
                _ = try await request.body.collect(upTo: 1 << 20)
                outcome.set("whole")
            } catch {
                outcome.set("cut off")
                throw error
            }
            return .text("")
        }
        let answer = try await withServer(api) { port in
            let answer = try await RawConnection.open(port) { connection in
                try await connection.send("POST /images HTTP/1.1\r\nHost: a\r\n\(rest)")
                connection.finish()
                return try await connection.answer()
            }
            await outcome.wait()
            return answer
        }
        #expect(answer?.status == 400)
        #expect(await outcome.wait() == "cut off")
    }

    @Test("A head that does not come to its end is answered with 408")
    func slowHead() async throws {
        // Where the time is over before the first byte has come, nothing is answered; then it was too short.
        for seconds in [0.05, 0.5, 5, 60] {
            let (answer, rest) = try await withServer(.echo, ConnectionLimits(headSeconds: seconds)) { port in
                try await RawConnection.open(port) { connection in
                    try await connection.send("GET /images HTTP/1.1\r\nHo")
                    return (try await connection.answer(), await connection.rest())
                }
            }
            #expect(rest == "")
            guard let answer else { continue }
            #expect(answer.status == 408)
            #expect(answer.body.contains("timed-out"))
            return
        }
        Issue.record("no answer")
    }

    @Test("A client that says nothing is cut off", arguments: [false, true])
    func silence(afterRequest: Bool) async throws {
        let limits = ConnectionLimits(headSeconds: afterRequest ? 3600 : 0.05, keepAliveSeconds: 0.05)
        let rest = try await withServer(.echo, limits) { port in
            try await RawConnection.open(port) { connection in
                if afterRequest {
                    try await connection.send("GET /images HTTP/1.1\r\nHost: a\r\n\r\n")
                    _ = try await connection.answer()
                }
                return await connection.rest()
            }
        }
        #expect(rest == "")
    }

    @Test("A body that does not come is answered with 408, and its reader is told")
    func slowBody() async throws {
        let outcome = Outcome()
        let api = StubAPI { request in
            do { _ = try await request.body.collect(upTo: 1 << 20) } catch let problem as Problem {
                outcome.set(problem.code.rawValue)
            }
            return .text("too late")
        }
        let limits = ConnectionLimits(
            headSeconds: 3600, minimumBytesPerSecond: 1 << 30, bodyWindowSeconds: 0.05, lingerSeconds: 3)
        let (answer, rest) = try await withServer(api, limits) { port in
            let result = try await RawConnection.open(port) { connection in
                try await connection.send("POST /images HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc")
                return (try await connection.answer(), await connection.rest())
            }
            await outcome.wait()
            return result
        }
        #expect(answer?.status == 408)
        #expect(answer?.fields["content-type"] == "application/problem+json")
        #expect(rest == "")
        #expect(await outcome.wait() == "timed-out")
    }

    @Test("A client that does not take its answer is cut off")
    func slowReader() async throws {
        let outcome = Outcome()
        let chunk = ByteBuffer(repeating: 0, count: 1 << 20)
        let api = StubAPI { _ in
            let follower = DropWatch { outcome.set("dropped") }
            return APIResponse(
                HTTPResponse(status: .ok),
                body: ObjectBody(length: nil) {
                    follower.touch()
                    return chunk
                })
        }
        try await withServer(api, ConnectionLimits(headSeconds: 3600, writeSeconds: 0.05)) { port in
            try await RawConnection.open(port) { connection in
                try await connection.send("GET /images HTTP/1.1\r\nHost: a\r\n\r\n")
                // Without end, it ends only if the connection does.
                await outcome.wait()
            }
        }
        #expect(await outcome.wait() == "dropped")
    }

    @Test(
        "What is no HTTP, or too much of it, is answered with a problem document",
        arguments: [
            ("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}", 400),
            ("GET /images HTTP/3.7\r\n\r\n", 400),
            ("GET /images HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
            ("POST /images HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
            ("GET /images HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "x", count: 40_000) + "\r\n\r\n", 431),
            (
                "GET /images HTTP/1.1\r\n" + (1...101).map { "X\($0): 1\r\n" }.joined() + "\r\n", 431
            ),
            ("GET /" + String(repeating: "x", count: 40_000) + " HTTP/1.1\r\nHost: a\r\n\r\n", 431),
        ])
    func badHeads(bytes: String, status: Int) async throws {
        let (answer, rest) = try await withServer(.echo) { port in
            try await RawConnection.open(port) { connection in
                try await connection.send(bytes)
                return (try await connection.answer(), await connection.rest())
            }
        }
        #expect(answer?.status == status)
        #expect(answer?.fields["content-type"] == "application/problem+json")
        #expect(rest == "")
    }

    @Test("A bad chunk is answered with 400 while the body is read")
    func badChunk() async throws {
        let answer = try await withServer(.receiving()) { port in
            try await RawConnection.open(port) { connection in
                try await connection.send(
                    "POST /images HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nZZ\r\n")
                return try await connection.answer()
            }
        }
        #expect(answer?.status == 400)
    }
}

private final class ObservedBytes: Sendable {
    private let state = Mutex<[Int?]>([])

    var lengths: [Int?] { state.withLock { $0 } }

    func note(_ length: Int?) { state.withLock { $0.append(length) } }
}

/// Calls when nobody holds it any more.
private final class DropWatch: Sendable {
    private let dropped: @Sendable () -> Void

    init(_ dropped: @escaping @Sendable () -> Void) { self.dropped = dropped }

    deinit { dropped() }

    func touch() {}
}

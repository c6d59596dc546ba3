import HTTPTypes
import NIOCore
import Renditions
import RenditionsAPI
import RenditionsServer
import Testing

/// HTTP/1.1 on a real socket.
@Suite("HTTP over a socket")
struct HTTPTests {
    @Test("One connection serves request after request")
    func keepAlive() async throws {
        let bodies = try await withServer(.echo) { port in
            try await RawConnection.open(port) { connection in
                var bodies: [String?] = []
                for number in 1...3 {
                    try await connection.send("GET /images?limit=\(number) HTTP/1.1\r\nHost: a\r\n\r\n")
                    bodies.append(try await connection.answer()?.body)
                }
                return bodies
            }
        }
        #expect(bodies == ["/images?limit=1", "/images?limit=2", "/images?limit=3"])
    }

    @Test("Requests that come at once are answered in their order")
    func pipelining() async throws {
        let answers = try await withServer(.echo) { port in
            try await RawConnection.open(port) { connection in
                let requests = (1...60).map { "GET /images?limit=\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }
                try await connection.send(requests.joined())
                var bodies: [String?] = []
                for _ in requests { bodies.append(try await connection.answer()?.body) }
                return bodies
            }
        }
        #expect(answers == (1...60).map { "/images?limit=\($0)" })
    }

    @Test("Bodies among requests that come at once are each read by their own request")
    func pipelinedBodies() async throws {
        let api = StubAPI { .text(String(buffer: try await $0.body.collect(upTo: 1 << 20))) }
        let texts = [String(repeating: "a", count: 300_000), "b", "", String(repeating: "c", count: 100_000)]
        let answers = try await withServer(api) { port in
            try await RawConnection.open(port) { connection in
                try await connection.send(
                    texts.map { "POST /images HTTP/1.1\r\nHost: a\r\nContent-Length: \($0.utf8.count)\r\n\r\n\($0)" }
                        .joined())
                var bodies: [String?] = []
                for _ in texts { bodies.append(try await connection.answer()?.body) }
                return bodies
            }
        }
        #expect(answers == texts)
    }

    @Test("An answer to HEAD has the length of the content, and none of it")
    func head() async throws {
        let api = StubAPI { request in
            guard request.head.method == .head else { return .text("12345") }
            return APIResponse(HTTPResponse(status: .ok, headerFields: [.contentLength: "5"]))
        }
        let (head, body) = try await withServer(api) { port in
            try await RawConnection.open(port) { connection in
                try await connection.send(
                    "HEAD /images HTTP/1.1\r\nHost: a\r\n\r\nGET /images HTTP/1.1\r\nHost: a\r\n\r\n")
                let head = try await connection.answer(toHead: true)
                return (head, try await connection.answer()?.body)
            }
        }
        #expect(head?.fields["content-length"] == "5")
        #expect(body == "12345")
    }

    @Test("A client that asks is told to send its body once it is read")
    func expectation() async throws {
        let (first, second) = try await withServer(.receiving()) { port in
            try await RawConnection.open(port) { connection in
                try await connection.send(
                    "POST /images HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
                let first = try await connection.answer()
                try await connection.send("abc")
                return (first, try await connection.answer())
            }
        }
        #expect(first?.status == 100)
        #expect(second?.status == 200)
        #expect(second?.body == "3")
    }

    @Test("It is not told to send a body that nobody reads, and can't send anything else after that")
    func refusedExpectation() async throws {
        let api = StubAPI { _ in throw Problem(.unauthorized, "Who is there?") }
        let (answer, rest) = try await withServer(api) { port in
            try await RawConnection.open(port) { connection in
                try await connection.send(
                    "POST /images HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
                return (try await connection.answer(), await connection.rest())
            }
        }
        #expect(answer?.status == 401)
        #expect(answer?.fields["connection"] == "close")
        #expect(rest == "")
    }

    @Test("Content of unknown length comes in chunks, and its connection serves on")
    func chunkedAnswer() async throws {
        let api = StubAPI { _ in
            let numbers = Numbers(1...1000)
            return APIResponse(
                HTTPResponse(status: .ok),
                body: ObjectBody(length: nil) { await numbers.next().map { ByteBuffer(string: "\($0) ") } })
        }
        let answers = try await withServer(api) { port in
            try await RawConnection.open(port) { connection in
                var bodies: [String?] = []
                for _ in 1...2 {
                    try await connection.send("GET /images HTTP/1.1\r\nHost: a\r\n\r\n")
                    bodies.append(try await connection.answer()?.body)
                }
                return bodies
            }
        }
        let text = (1...1000).map { "\($0) " }.joined()
        #expect(answers == [text, text])
    }

    @Test("An answer that is not as long as it says ends the connection", arguments: [200_001, 199_999])
    func lyingAnswer(said: Int) async throws {
        let api = StubAPI { _ in
            let parts = Numbers(1...2)
            return APIResponse(
                HTTPResponse(status: .ok, headerFields: [.contentLength: "\(said)"]),
                body: ObjectBody(length: said) {
                    await parts.next().map { _ in ByteBuffer(repeating: 0, count: 100_000) }
                })
        }
        let rest = try await withServer(api) { port in
            try await RawConnection.open(port) { connection in
                try await connection.send("GET /images HTTP/1.1\r\nHost: a\r\n\r\n")
                return await connection.rest()
            }
        }
        #expect(rest.contains("200 OK"))
        #expect(rest.utf8.count < 200_300)
    }

    @Test("A short answer that fails is one that says so")
    func failingShortAnswer() async throws {
        let api = StubAPI { _ in
            APIResponse(HTTPResponse(status: .ok), body: ObjectBody(length: 10) { throw StoreError(.unavailable, "") })
        }
        let answer = try await withServer(api) { port in
            try await RawConnection.open(port) { connection in
                try await connection.send("GET /images HTTP/1.1\r\nHost: a\r\n\r\n")
                return try await connection.answer()
            }
        }
        #expect(answer?.status == 503)
        #expect(answer?.fields["content-type"] == "application/problem+json")
    }

    @Test("A request that asks for it is the last")
    func closing() async throws {
        let (answer, rest) = try await withServer(.echo) { port in
            try await RawConnection.open(port) { connection in
                try await connection.send(
                    "GET /images HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET /images HTTP/1.1\r\nHost: a\r\n\r\n"
                )
                return (try await connection.answer(), await connection.rest())
            }
        }
        #expect(answer?.status == 200)
        #expect(rest == "")
    }

    @Test("A client that ends its side after the request still gets the answer")
    func halfClosed() async throws {
        let text = String(repeating: "x", count: 1 << 20)
        let answer = try await withServer(StubAPI { _ in .text(text) }) { port in
            try await RawConnection.open(port) { connection in
                try await connection.send("GET /images HTTP/1.1\r\nHost: a\r\n\r\n")
                connection.finish()
                return try await connection.answer()
            }
        }
        #expect(answer?.body.utf8.count == text.utf8.count)
    }
}

/// Numbers one after the other, for whoever asks.
actor Numbers {
    private var iterator: ClosedRange<Int>.Iterator

    init(_ range: ClosedRange<Int>) { iterator = range.makeIterator() }

    func next() -> Int? { iterator.next() }
}

import RenditionsServer
import Testing

/// On a real socket: between the parser, which refuses some of this, and what it lets pass.
@Suite("Heads that HTTP/1.1 does not allow")
struct HeadCheckTests {
    private func answer(to bytes: String) async throws -> (answer: RawConnection.Answer?, rest: String) {
        try await withServer(.receiving()) { port in
            try await RawConnection.open(port) { connection in
                try await connection.send(bytes)
                return (try await connection.answer(), await connection.rest())
            }
        }
    }

    @Test(
        "What is wrong is said, and the connection ends",
        arguments: [
            ("GET /images HTTP/1.1\r\n\r\n", 400, "needs the field Host"),
            ("GET /images HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400, "Host is there twice"),
            ("GET /images HTTP/1.1\r\nHost: a/b\r\n\r\n", 400, "name or address of a host"),
            ("GET /images HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", 400, "Host is there twice"),
            (
                "POST /images HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400,
                "in no other coding"
            ),
            (
                "POST /images HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
                400, "no HTTP/1.1 request"
            ),
            ("POST /images HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "no chunks in HTTP/1.0"),
            ("GET /images HTTP/2.0\r\nHost: a\r\n\r\n", 400, "version of HTTP is none that is spoken"),
            ("GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400, "%20"),
            ("GET /\u{FC} HTTP/1.1\r\nHost: a\r\n\r\n", 400, "percent-encoded"),
            ("FETCH /images HTTP/1.1\r\nHost: a\r\n\r\n", 400, "does not begin with a method"),
            ("GET /images HTTP/9\r\nHost: a\r\n\r\n", 400, "HTTP/1.1"),
            ("GET /images HTTP/1.1\r\nHost: a\r\nBad Name: x\r\n\r\n", 400, "header field is not valid"),
            ("GET /images HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", 400, "Content-Length must be one number"),
            (
                "POST /images HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n", 400,
                "size, in hexadecimal digits"
            ),
        ])
    func faults(bytes: String, status: Int, words: String) async throws {
        let (answer, rest) = try await answer(to: bytes)
        #expect(answer?.status == status)
        #expect(answer?.fields["content-type"] == "application/problem+json")
        #expect(answer?.fields["connection"] == "close")
        #expect(answer?.body.contains(words) == true, "\(answer?.body ?? "")")
        #expect(rest == "")
    }

    @Test("HEAD is refused without content")
    func head() async throws {
        let text = try await withServer(.receiving()) { port in
            try await RawConnection.open(port) { connection in
                try await connection.send("HEAD /images HTTP/1.1\r\n\r\n")
                return await connection.rest()
            }
        }
        #expect(text.hasPrefix("HTTP/1.1 400 "))
        #expect(text.lowercased().contains("content-length: "))
        #expect(text.hasSuffix("\r\n\r\n"))
    }

    @Test("A bad head waits for the answers to the requests before it")
    func order() async throws {
        let (answer, rest) = try await answer(
            to: "GET /images HTTP/1.1\r\nHost: a\r\n\r\nGET /images HTTP/1.1\r\n\r\n")
        #expect(answer?.status == 200)
        #expect(rest.hasPrefix("HTTP/1.1 400 "))
    }

    @Test(
        "HTTP/1.0 gets one answer, and the end of the connection",
        arguments: ["", "Host: a\r\n", "Connection: keep-alive\r\n"])
    func old(fields: String) async throws {
        let (answer, rest) = try await answer(
            to: "POST /images HTTP/1.0\r\nContent-Length: 3\r\n\(fields)\r\nabc")
        #expect(answer?.status == 200)
        #expect(answer?.body == "3")
        #expect(answer?.fields["connection"] == "close")
        #expect(rest == "")
    }

    @Test("HTTP/1.0 gets content of unknown length as it is, and not in chunks")
    func oldWithoutLength() async throws {
        let api = StubAPI { _ in
            let numbers = Numbers(1...3)
            return .stream { await numbers.next().map { "\($0) " } }
        }
        let text = try await withServer(api) { port in
            try await RawConnection.open(port) { connection in
                try await connection.send("GET /images HTTP/1.0\r\n\r\n")
                return await connection.rest()
            }
        }
        #expect(text.hasPrefix("HTTP/1.0 200 "))
        #expect(text.hasSuffix("\r\n\r\n1 2 3 "))
    }
}

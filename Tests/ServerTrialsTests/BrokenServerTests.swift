import ServerTrials
import Testing

/// Whether the trials notice what they are there to notice.
@Suite("Servers that do what they must not", .serialized)
struct BrokenServerTests {
    private let ledger = Ledger()
    private let verdict = Verdict()

    /// What one request on a connection of its own leaves behind.
    private func visit(_ port: Int, killed: Bool = false, ends: Bool = false) async throws -> VisitLog {
        let log = VisitLog(ledger, verdict)
        if ends { log.end(killed: killed) }
        try await HTTPSession.run(port: port) { session in
            let outcome = await log.send(HTTPCall("GET", "/images"), on: &session, as: "list")
            if case .answered(let reply) = outcome, reply.status != 200 { log.judgeFailure(reply, "list") }
        }
        return log
    }

    @Test(arguments: [
        "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
    ]) func failuresAreFound(answer: String) async throws {
        try await BrokenServer.run(answering: answer, closes: false) { port in _ = try await visit(port) }
        #expect(verdict.count == 1)
    }

    @Test func refusalsThatSayWhenToComeAgainAreFine() async throws {
        let answer = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"
        try await BrokenServer.run(answering: answer, closes: false) { port in _ = try await visit(port) }
        #expect(verdict.count == 0)
    }

    /// Whatever the server is about to do, but not when it is killed.
    @Test(arguments: [(false, false, 1), (true, false, 1), (true, true, 0)])
    func tornAnswersAreFound(ends: Bool, killed: Bool, count: Int) async throws {
        try await BrokenServer.run(answering: "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhal", closes: true) {
            port in
            let log = try await visit(port, killed: killed, ends: ends)
            #expect(log.torn == 1)
        }
        #expect(verdict.count == count)
    }

    /// A server that ends may leave a request unanswered; one that goes on must not.
    @Test(arguments: [false, true]) func closedConnectionsAreFound(ends: Bool) async throws {
        try await BrokenServer.run(answering: nil, closes: true) { port in
            let log = try await visit(port, ends: ends)
            #expect(log.unanswered == 1)
        }
        #expect(verdict.count == (ends ? 0 : 1))
    }

    @Test(arguments: [SlowClient.Part.head, .body]) func whoIsNeverCutIsFound(part: SlowClient.Part) async throws {
        try await BrokenServer.run(answering: nil, closes: false) { port in
            let end = try await SlowClient(port: port, part: part, limit: .milliseconds(200)).run()
            #expect(!end.wasCut && end.status == nil)
        }
    }

    /// Also one that can't see it, as it takes nothing. Only Linux tells.
    @Test func whoTakesNothingAndIsNeverCutIsFound() async throws {
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
        try await BrokenServer.run(answering: answer, closes: false) { port in
            let ends = try await SlowTaker.run(2, port: port, paths: ["/"], limit: .seconds(10))
            #expect(ends.allSatisfy { !$0.wasCut && $0.status == 200 })
            #if os(Linux)
            #expect(ends.count == 2)
            #endif
        }
    }

    @Test func whoTakesNothingAndIsCutIsSeen() async throws {
        try await BrokenServer.run(answering: nil, closes: true) { port in
            let ends = try await SlowTaker.run(2, port: port, paths: ["/"], limit: .seconds(60))
            #expect(ends.allSatisfy { $0.wasCut })
        }
    }

    /// What reads everything takes more than it may, and never ends.
    @Test func whatReadsEverythingIsFound() async throws {
        let bytes = 1 << 20
        try await BrokenServer.run(answering: nil, closes: false) { port in
            for flood in Flood.all(bytes: bytes, limit: 64 << 10) where flood.name == "length" {
                let end = try await flood.send(to: port, limit: .seconds(5))
                #expect(end.sent >= bytes && !end.wasCut && end.statuses.isEmpty, "\(flood.name)")
            }
        }
    }

    /// An upload that was acknowledged and of which nothing is known any more.
    @Test func whatIsLostIsFound() async throws {
        let entry = ledger.send(Content(kind: .picture(0), serial: 1))
        #expect(ledger.accept(entry.number, id: "a") == nil)
        let list = "{\"images\":[]}"
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: \(list.utf8.count)\r\n\r\n\(list)"
        try await BrokenServer.run(answering: answer, closes: false) { port in
            let gallery = Gallery(seed: 1)
            _ = try await Audit(port: port, gallery: gallery, seed: 1, ledger: ledger, verdict: verdict).run()
            _ = try await ListAudit(port: port, ledger, verdict)
        }
        #expect(verdict.violations.contains { $0.contains("was acknowledged as a, and is: 200") })
        #expect(verdict.violations.contains("a is accepted and not listed"))
    }
}

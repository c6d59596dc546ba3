import AWSClient
import Foundation
import NIOCore
import NIOHTTP1
import ScriptedServer
import Testing

/// Limits, deadlines, clocks that differ, and tasks that are cancelled.
@Suite struct TimeTests {
    @Test func givesUpACallThatTakesTooLong() async throws {
        let clock = TestClock()
        try await ScriptedServer.run(answering: [.stall, ScriptedAnswer(text: "x")]) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http, clock: clock)
                async let reply = client.collect(Calls.get, upTo: 100)
                await server.waitForRequests(1)
                await clock.waitForSleepers(1)
                clock.advance(by: .seconds(31))
                #expect(try await reply.attempts == 2)
                // The call that was given up is not left open.
                await server.waitForClosedConnections(1)
            }
        }
    }

    @Test func givesUpAReplyThatTakesTooLong() async throws {
        let clock = TestClock()
        let answers = [ScriptedAnswer(text: "abc", fault: .stallBody(afterBytes: 1)), ScriptedAnswer(text: "abc")]
        try await ScriptedServer.run(answering: answers) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http, clock: clock)
                async let reply = client.collect(Calls.get, upTo: 100)
                await server.waitForRequests(1)
                await clock.waitForSleepers(1)
                clock.advance(by: .seconds(31))
                #expect(try await String(buffer: reply.body) == "abc")
                await server.waitForClosedConnections(1)
            }
        }
    }

    @Test func endsAtTheDeadline() async throws {
        let clock = TestClock()
        try await ScriptedServer.run({ _ in .stall }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(
                    of: server, http: http, clock: clock,
                    timeouts: AWSTimeouts(attempt: .seconds(30), total: .seconds(57)))
                async let failure = Calls.failure { _ = try await client.collect(Calls.get, upTo: 100) }
                await server.waitForRequests(1)
                await clock.waitForSleepers(1)
                clock.advance(by: .seconds(30))
                await server.waitForRequests(2)
                await clock.waitForSleepers(1)
                clock.advance(by: .seconds(27))
                let error = try await failure
                #expect(error.code == .deadlineExceeded)
                #expect(error.attempts == 2)
                #expect(server.requests.count == 2)
            }
        }
    }

    @Test func doesNotWaitPastTheDeadline() async throws {
        let clock = TestClock()
        let answers = ["5", "40"].map { seconds in
            ScriptedAnswer.s3Error(.serviceUnavailable, "SlowDown", "", headers: ["Retry-After": seconds])
        }
        try await ScriptedServer.run(answering: answers) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(
                    of: server, http: http, clock: clock, timeouts: AWSTimeouts(total: .seconds(31)))
                let error = try await Calls.failure { _ = try await client.collect(Calls.get, upTo: 100) }
                #expect(error.code == .deadlineExceeded)
                #expect((error.cause as? AWSError)?.code == .throttled)
                #expect(error.serviceCode == "SlowDown")
                #expect(clock.waits == [.seconds(5)])
                #expect(server.requests.count == 2)
            }
        }
    }

    @Test func closesTheConnectionOfACancelledCall() async throws {
        try await ScriptedServer.run({ _ in .stall }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http)
                let task = Task { try await client.collect(Calls.get, upTo: 100) }
                await server.waitForRequests(1)
                task.cancel()
                await #expect(throws: CancellationError.self) { try await task.value }
                await server.waitForClosedConnections(1)
                #expect(server.requests.count == 1)
            }
        }
    }

    @Test func closesTheConnectionOfACancelledReading() async throws {
        let answer = ScriptedAnswer(body: ByteBuffer(repeating: 1, count: 1 << 20), fault: .stallBody(afterBytes: 1000))
        try await ScriptedServer.run({ _ in answer }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http)
                let (began, beginning) = AsyncStream<Void>.makeStream()
                let task = Task {
                    let response = try await client.send(Calls.get)
                    for try await _ in response.body { beginning.yield() }
                    try Task.checkCancellation()
                }
                for await _ in began { break }
                task.cancel()
                await #expect(throws: CancellationError.self) { try await task.value }
                await server.waitForClosedConnections(1)
            }
        }
    }

    @Test func closesTheConnectionOfABodyThatNobodyReads() async throws {
        let answer = ScriptedAnswer(body: ByteBuffer(repeating: 1, count: 64 << 20))
        try await ScriptedServer.run({ _ in answer }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http)
                #expect(try await client.send(Calls.get).status == 200)
                await server.waitForClosedConnections(1)
            }
        }
    }

    @Test(arguments: [3600.0, -3600.0])
    func correctsItsClock(_ skew: Double) async throws {
        let clock = TestClock()
        // The service takes signatures of five minutes around its own time.
        let script: ScriptedServer.Script = { request in
            let theirs = TestClock.start.addingTimeInterval(skew)
            let stamp = request.headers.first(name: "X-Amz-Date") ?? ""
            if stamp == SigningTime(theirs).stamp { return ScriptedAnswer(text: "x") }
            return .s3Error(
                .forbidden, "RequestTimeTooSkewed", "The difference is too large.", headers: ["Date": httpDate(theirs)])
        }
        try await ScriptedServer.run(script) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http, clock: clock)
                #expect(try await client.collect(Calls.get, upTo: 100).attempts == 2)
                // What was learned holds for the calls that follow, and for addresses that are signed.
                #expect(try await client.collect(Calls.get, upTo: 100).attempts == 1)
                #expect(client.now == TestClock.start.addingTimeInterval(skew))
                let address = try await client.presign(Calls.get, seconds: 60).url
                #expect(address.contains("X-Amz-Date=\(SigningTime(client.now).stamp)"))
                #expect(clock.waits == [.zero])
            }
        }
    }

    @Test func correctsItsClockWhereOnlyTheSignatureIsCalledWrong() async throws {
        let theirs = TestClock.start.addingTimeInterval(900)
        let refusal = ScriptedAnswer.jsonError(
            .badRequest, "InvalidSignatureException", "Signature not yet current", headers: ["Date": httpDate(theirs)])
        try await ScriptedServer.run(answering: [refusal, ScriptedAnswer(text: "{}")]) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, .dynamoDB, http: http)
                _ = try await client.collect(AWSRequest("ListTables"), upTo: 100)
                #expect(
                    server.requests.map { $0.headers.first(name: "X-Amz-Date") ?? "" } == [
                        SigningTime(TestClock.start).stamp, SigningTime(theirs).stamp,
                    ])
            }
        }
    }

    @Test func doesNotTakeAWrongSecretForAWrongClock() async throws {
        let refusal = ScriptedAnswer.s3Error(
            .forbidden, "SignatureDoesNotMatch", "Look at your key.", headers: ["Date": httpDate(TestClock.start)])
        try await ScriptedServer.run({ _ in refusal }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http)
                let error = try await Calls.failure { _ = try await client.collect(Calls.get, upTo: 100) }
                #expect(error.code == .invalidCredentials)
                #expect(server.requests.count == 1)
            }
        }
    }

    @Test func isNotLedAboutByAClockThatCannotBeSet() async throws {
        let refusal = ScriptedAnswer.s3Error(
            .forbidden, "RequestTimeTooSkewed", "",
            headers: ["Date": httpDate(TestClock.start.addingTimeInterval(3600))])
        try await ScriptedServer.run({ _ in refusal }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http)
                let error = try await Calls.failure { _ = try await client.collect(Calls.get, upTo: 100) }
                #expect(error.code == .clockSkewed)
                #expect(server.requests.count == 2)
            }
        }
    }
}

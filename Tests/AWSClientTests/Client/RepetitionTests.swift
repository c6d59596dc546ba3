import AWSClient
import Foundation
import NIOCore
import NIOHTTP1
import ScriptedServer
import Synchronization
import Testing

@Suite struct RepetitionTests {
    @Test func repeatsWhatTheServiceFailsAt() async throws {
        let clock = TestClock()
        let answers: [ScriptedAnswer] = [
            .slowDown, .s3Error(.internalServerError, "InternalError", "Try again."), ScriptedAnswer(text: "hello"),
        ]
        try await ScriptedServer.run(answering: answers) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http, clock: clock)
                let reply = try await client.collect(Calls.get, upTo: 100)
                #expect(String(buffer: reply.body) == "hello")
                #expect(reply.attempts == 3)
                #expect(reply.followsUnknownOutcome == false)
                // Twice as long each time, from the policy's first delay.
                #expect(clock.waits.map { Int(($0 / .milliseconds(1)).rounded()) } == [50, 100])
                #expect(server.requests.count == 3)
                // All by one connection: it is used again.
                #expect(server.connections == 1)
            }
        }
    }

    @Test func givesUpAfterSoManyCalls() async throws {
        try await ScriptedServer.run({ _ in .slowDown }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http)
                let error = try await Calls.failure { _ = try await client.collect(Calls.get, upTo: 100) }
                #expect(error.code == .throttled)
                #expect(error.serviceCode == "SlowDown")
                #expect(error.status == 503)
                #expect(error.requestID == "R1")
                #expect(error.extendedRequestID == "H1")
                #expect(error.operation == "s3:GetObject")
                #expect(error.attempts == 4)
                #expect(server.requests.count == 4)
            }
        }
    }

    @Test(arguments: [HTTPResponseStatus.badRequest, .forbidden, .notFound, .preconditionFailed])
    func doesNotRepeatWhatIsRefused(_ status: HTTPResponseStatus) async throws {
        try await ScriptedServer.run({ _ in ScriptedAnswer(status) }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http)
                let error = try await Calls.failure { _ = try await client.collect(Calls.get, upTo: 100) }
                #expect(!error.isRetryable)
                #expect(error.attempts == 1)
                #expect(server.requests.count == 1)
            }
        }
    }

    @Test func waitsAsLongAsTheServiceSays() async throws {
        let clock = TestClock()
        let busy = ScriptedAnswer.s3Error(
            .serviceUnavailable, "SlowDown", "Slow down.", headers: ["Retry-After": "7"])
        try await ScriptedServer.run(answering: [busy, ScriptedAnswer(text: "x")]) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http, clock: clock)
                _ = try await client.collect(Calls.get, upTo: 100)
                #expect(clock.waits == [.seconds(7)])
            }
        }
    }

    @Test func isNotHeldForHours() async throws {
        let clock = TestClock()
        let busy = ScriptedAnswer.s3Error(
            .serviceUnavailable, "SlowDown", "Slow down.", headers: ["Retry-After": "86400"])
        try await ScriptedServer.run({ _ in busy }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http, clock: clock)
                let error = try await Calls.failure { _ = try await client.collect(Calls.get, upTo: 100) }
                #expect(error.retryAfter == .seconds(86_400))
                #expect(server.requests.count == 1)
                #expect(clock.waits.isEmpty)
            }
        }
    }

    @Test func stopsStorms() async throws {
        // Twenty tokens are four repetitions, whoever asks.
        let quota = RetryQuota(capacity: 20)
        try await ScriptedServer.run({ _ in .slowDown }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http, quota: quota)
                for _ in 0..<30 { _ = try await Calls.failure { _ = try await client.collect(Calls.get, upTo: 100) } }
                #expect(server.requests.count == 34)
                #expect(quota.available == 0)
            }
        }
    }

    @Test func successFillsTheBucketAgain() async throws {
        let quota = RetryQuota(capacity: 20)
        #expect(quota.take(20))
        try await ScriptedServer.run({ _ in ScriptedAnswer(text: "x") }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http, quota: quota)
                for _ in 0..<5 { _ = try await client.collect(Calls.get, upTo: 100) }
                #expect(quota.available == 5)
            }
        }
    }

    @Test func aRepetitionThatSucceedsPutsBackWhatItTook() async throws {
        let quota = RetryQuota(capacity: 20)
        try await ScriptedServer.run(answering: [.slowDown, .slowDown, ScriptedAnswer(text: "x")]) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http, quota: quota)
                _ = try await client.collect(Calls.get, upTo: 100)
                #expect(quota.available == 15)
            }
        }
    }

    @Test func spreadsItsWaits() throws {
        let policy = AWSRetryPolicy(firstDelay: .milliseconds(100), maximumDelay: .seconds(1))
        let busy = AWSError(.throttled, "Busy.")
        for (failures, bound) in [(1, 100), (2, 200), (3, 400), (4, 800), (5, 1000), (60, 1000)] {
            #expect(policy.delay(afterFailures: failures, of: busy, random: 0) == .zero)
            #expect(policy.delay(afterFailures: failures, of: busy, random: 0.5) == .milliseconds(bound) / 2)
        }
    }

    @Test func makesACallAgainWhoseReplyWasLost() async throws {
        try await ScriptedServer.run(answering: [.lostReply, ScriptedAnswer()]) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http)
                let reply = try await client.collect(Calls.put(.bytes(ByteBuffer(string: "x"))), upTo: 100)
                // A condition that fails now may be our own doing.
                #expect(reply.followsUnknownOutcome)
                #expect(server.requests.map { String(buffer: $0.body) } == ["x", "x"])
            }
        }
    }

    @Test func saysThatARefusalMayBeItsOwnDoing() async throws {
        try await ScriptedServer.run(answering: [.reset, ScriptedAnswer(.preconditionFailed)]) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http)
                let error = try await Calls.failure { _ = try await client.collect(Calls.put(.empty), upTo: 100) }
                #expect(error.code == .preconditionFailed)
                #expect(error.mayHaveTakenEffect)
                #expect(error.attempts == 2)
            }
        }
    }

    @Test(arguments: [ScriptedAnswer.lostReply, .reset, .s3Error(.internalServerError, "InternalError", "")])
    func doesNotSayTwiceWhatMustBeSaidOnce(_ answer: ScriptedAnswer) async throws {
        try await ScriptedServer.run({ _ in answer }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http)
                var request = Calls.put(.empty)
                request.isIdempotent = false
                let once = request
                let error = try await Calls.failure { _ = try await client.collect(once, upTo: 100) }
                #expect(error.mayHaveTakenEffect)
                #expect(server.requests.count == 1)
            }
        }
    }

    @Test func saysAgainWhatWasSurelyNotHeard() async throws {
        try await ScriptedServer.run(answering: [.slowDown, ScriptedAnswer()]) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http)
                var request = Calls.put(.empty)
                request.isIdempotent = false
                _ = try await client.collect(request, upTo: 100)
                #expect(server.requests.count == 2)
            }
        }
    }

    @Test func sendsNoBodyTwiceThatIsReadOnce() async throws {
        try await ScriptedServer.run({ _ in .slowDown }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http)
                let readings = Mutex(0)
                let body = ByteStream(length: 3, isReplayable: false) {
                    readings.withLock { $0 += 1 }
                    var rest: ByteBuffer? = ByteBuffer(string: "abc")
                    return {
                        defer { rest = nil }
                        return rest
                    }
                }
                let error = try await Calls.failure {
                    _ = try await client.collect(Calls.put(.stream(body), payload: .unsigned), upTo: 100)
                }
                #expect(error.code == .throttled)
                #expect(server.requests.map { String(buffer: $0.body) } == ["abc"])
                #expect(readings.withLock { $0 } == 1)
            }
        }
    }

    @Test func sendsABodyTwiceThatCanBeReadTwice() async throws {
        try await ScriptedServer.run(answering: [.slowDown, ScriptedAnswer()]) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http)
                let body = ByteStream(ByteBuffer(string: "abc"))
                _ = try await client.collect(Calls.put(.stream(body), payload: .unsigned), upTo: 100)
                #expect(server.requests.map { String(buffer: $0.body) } == ["abc", "abc"])
            }
        }
    }

    @Test func makesACallAgainWhoseReplyBreaksOff() async throws {
        for fault in [ScriptedAnswer.Fault.truncate(afterBytes: 3), .reset(afterBytes: 3)] {
            let answers = [ScriptedAnswer(text: "abcdef", fault: fault), ScriptedAnswer(text: "abcdef")]
            try await ScriptedServer.run(answering: answers) { server in
                try await AWSHTTPClient.with(.patient) { http in
                    let client = try Calls.client(of: server, http: http)
                    let reply = try await client.collect(Calls.get, upTo: 100)
                    #expect(String(buffer: reply.body) == "abcdef")
                    #expect(reply.attempts == 2)
                }
            }
        }
    }

    @Test func saysThatNobodyIsThere() async throws {
        let url = try await ScriptedServer.run({ _ in ScriptedAnswer() }) { $0.url }
        try await AWSHTTPClient.with(.patient) { http in
            let client = AWSServiceClient(
                .s3, region: try AWSRegion("eu-central-1"), endpoint: try AWSEndpoint(url: url),
                credentials: StaticCredentials(Calls.credentials), http: http, timing: TestClock().timing())
            let error = try await Calls.failure { _ = try await client.collect(Calls.put(.empty), upTo: 100) }
            #expect(error.code == .connectionFailed, "\(String(reflecting: error.cause))")
            #expect(error.attempts == 4)
            #expect(!error.mayHaveTakenEffect)
        }
    }
}

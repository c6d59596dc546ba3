import AWSClient
import Foundation
import NIOCore
import NIOHTTP1
import ScriptedServer
import Testing

/// A machine whose clock is wrong by more than credentials live: all clients of its services learn of it at once.
@Suite struct ClockSkewTests {
    /// By a clock that is wrong by `seconds`, in front of services whose clock is right.
    private static func with(
        _ seconds: Double, _ body: (AWSServices, ScriptedServer) async throws -> Void
    ) async throws {
        let clock = TestClock(shortUpTo: .milliseconds(500))
        let now = httpDate(TestClock.start)
        // As signatures have it.
        let hour = "20261127T12"
        let script: ScriptedServer.Script = { request in
            let isOnTime = request.headers.first(name: "X-Amz-Date")?.hasPrefix(hour) == true
            switch (request.method, isOnTime) {
            case (_, false):
                return .s3Error(.forbidden, "RequestTimeTooSkewed", "too large", headers: ["Date": now])
            case (.POST, _): return Lookup.roleReply("AssumeRole")
            default: return ScriptedAnswer(text: "read")
            }
        }
        try await ScriptedServer.run(script) { server in
            let settings = AWSSettings(
                environment: [
                    "AWS_REGION": "eu-central-1", "AWS_PROFILE": "a", "AWS_EC2_METADATA_DISABLED": "true",
                    "AWS_ENDPOINT_URL": server.url,
                ],
                profiles: AWSProfiles(
                    config: try ProfileFile(
                        "[profile a]\nrole_arn = arn:aws:iam::1:role/a\nsource_profile = b\n"
                            + "[profile b]\naws_access_key_id = AKIDBASE\naws_secret_access_key = hush", name: "config"),
                    credentials: try ProfileFile("", name: "credentials")))
            try await AWSHTTPClient.with(.patient) { http in
                let timing = clock.timing()
                let wrong = Timing(
                    now: { timing.now().addingTimeInterval(seconds) }, clock: clock, random: timing.random)
                try await body(try AWSServices(settings, http: http, timing: wrong), server)
            }
        }
    }

    @Test(arguments: [10_800.0, -10_800.0])
    func credentialsThatAreGoodAreTakenForGood(_ seconds: Double) async throws {
        try await Self.with(seconds) { services, server in
            let client = try services.client(of: .s3)
            for _ in 0..<2 {
                let reply = try await client.collect(Calls.get, upTo: 99)
                #expect(String(buffer: reply.body) == "read")
            }
            // One refusal by STS tells everybody; the credentials are kept.
            #expect(server.requests.map(\.method) == [.POST, .POST, .GET, .GET])
            let other = try services.client(of: .s3)
            let end = TestClock.start.addingTimeInterval(60)
            #expect(try await other.presign(Calls.get, seconds: 60).expires == end)
        }
    }

    /// Two calls are refused for the same wrong time: what the first learns is good for the second too.
    @Test func callsThatWereUnderWayAreMadeAgain() async throws {
        let clock = TestClock(shortUpTo: .milliseconds(500))
        let gate = Gate()
        let now = httpDate(TestClock.start)
        try await ScriptedServer.run({ request in
            guard request.headers.first(name: "X-Amz-Date")?.hasPrefix("20261127T12") != true else {
                return ScriptedAnswer(text: "read")
            }
            await gate.pass()
            return .s3Error(.forbidden, "RequestTimeTooSkewed", "too large", headers: ["Date": now])
        }) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let timing = clock.timing()
                let wrong = Timing(
                    now: { timing.now().addingTimeInterval(10_800) }, clock: clock, random: timing.random)
                let client = AWSServiceClient(
                    .s3, region: try AWSRegion("eu-central-1"), endpoint: try AWSEndpoint(url: server.url),
                    credentials: StaticCredentials(Calls.credentials), http: http, timing: wrong)
                async let one = client.collect(Calls.get, upTo: 99)
                async let other = client.collect(Calls.get, upTo: 99)
                await gate.waitForArrivals(2)
                gate.open()
                let replies = try await [one, other].map { String(buffer: $0.body) }
                #expect(replies == ["read", "read"])
            }
        }
    }

    @Test func credentialsThatHaveEndedAreReplaced() async throws {
        // By this machine's clock they would be good for hours.
        let skew = ClockSkew()
        let clock = TestClock()
        let provider = ScriptedCredentials { ScriptedCredentials.numbered($0, until: $0 == 1 ? 3600 : 36_000) }
        let timing = clock.timing()
        let credentials = RefreshingCredentials(
            provider, skew: skew,
            timing: Timing(now: { timing.now().addingTimeInterval(-7200) }, clock: clock, random: timing.random))
        #expect(try await credentials.credentials().accessKeyID == "AKID1")
        try await ScriptedServer.run(
            { request in
                request.number == 0
                    ? .s3Error(
                        .forbidden, "RequestTimeTooSkewed", "too large",
                        headers: ["Date": httpDate(TestClock.start.addingTimeInterval(3600))])
                    : ScriptedAnswer(text: "read")
            }
        ) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = AWSServiceClient(
                    .s3, region: try AWSRegion("eu-central-1"), endpoint: try AWSEndpoint(url: server.url),
                    credentials: credentials, http: http, skew: skew,
                    timing: Timing(now: { timing.now().addingTimeInterval(-7200) }, clock: clock, random: timing.random)
                )
                _ = try await client.collect(Calls.get, upTo: 99)
                #expect(server.requests.last?.headers.first(name: "Authorization")?.contains("=AKID2/") == true)
            }
        }
    }
}

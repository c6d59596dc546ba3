import AWSClient
import NIOCore
import NIOHTTP1
import ScriptedServer
import Testing

/// Calls that wait for others' connections to one host. Here there is but one connection, and waiting has a clock of its own.
@Suite struct ConnectionTests {
    private static let limited: AWSHTTPConfiguration = {
        var configuration = AWSHTTPConfiguration.patient
        configuration.connectionsPerHost = 1
        configuration.patience = .seconds(7200)
        return configuration
    }()

    private static func call(_ name: String) -> AWSRequest {
        AWSRequest("GetObject", method: .GET, path: "/bucket/\(name)")
    }

    private static func with(
        _ body: (AWSServiceClient, ScriptedServer, TestClock) async throws -> Void
    ) async throws {
        let script: ScriptedServer.Script = { request in
            request.path.hasSuffix("held")
                ? ScriptedAnswer(text: "to be read", fault: .stallBody(afterBytes: 2)) : ScriptedAnswer(text: "read")
        }
        try await ScriptedServer.run(script) { server in
            let clock = TestClock()
            try await AWSHTTPClient.with(limited, timing: clock.timing()) { http in
                try await body(
                    try Calls.client(of: server, http: http, timeouts: AWSTimeouts(attempt: nil)), server, clock)
            }
        }
    }

    @Test(.timeLimit(.minutes(5))) func aCallWaitsUntilAReplyWasLetGoOf() async throws {
        try await Self.with { client, server, clock in
            var held: AWSResponse? = try await client.send(Self.call("held"))
            #expect(held?.status == 200)
            var calls: [Task<AWSReply, any Error>] = []
            for name in ["a", "b", "c"] {
                calls.append(Task { try await client.collect(Self.call(name), upTo: 99) })
                await clock.waitForSleepers(calls.count)
            }
            // Longer than a connection may take to be made.
            clock.advance(by: .seconds(7000))
            #expect(server.requests.map(\.path) == ["/bucket/held"])
            held = nil
            for call in calls { #expect(String(buffer: try await call.value.body) == "read") }
            #expect(server.requests.map(\.path) == ["held", "a", "b", "c"].map { "/bucket/\($0)" })
        }
    }

    @Test(.timeLimit(.minutes(5))) func aReplyThatWasReadHandsItsConnectionOn() async throws {
        try await Self.with { client, server, _ in
            for _ in 0..<3 {
                let response = try await client.send(Self.call("a"))
                _ = try await response.collect(upTo: 99)
                var head = Self.call("a")
                head.method = .HEAD
                _ = try await client.collect(head, upTo: 0)
                withExtendedLifetime(response) {}
            }
            #expect(server.requests.count == 6)
        }
    }

    @Test(.timeLimit(.minutes(5))) func whoWaitsTooLongIsToldForWhat() async throws {
        try await Self.with { client, server, clock in
            let held = try await client.send(Self.call("held"))
            let call = Task { try await client.collect(Self.call("a"), upTo: 99) }
            await clock.waitForSleepers(1)
            clock.advance(by: .seconds(7200))
            let error = try await Calls.failure { _ = try await call.value }
            #expect(error.code == .connectionsBusy)
            #expect(error.isRetryable)
            #expect(!error.mayHaveTakenEffect)
            #expect(error.attempts == 1)
            #expect(client.quota.available == 500)
            #expect(server.requests.count == 1)
            withExtendedLifetime(held) {}
        }
    }

    @Test(.timeLimit(.minutes(5))) func whoLeavesKeepsNobodyWaiting() async throws {
        try await Self.with { client, server, clock in
            var held: AWSResponse? = try await client.send(Self.call("held"))
            let left = Task { try await client.collect(Self.call("a"), upTo: 99) }
            await clock.waitForSleepers(1)
            let stays = Task { try await client.collect(Self.call("b"), upTo: 99) }
            await clock.waitForSleepers(2)
            left.cancel()
            await #expect(throws: CancellationError.self) { try await left.value }
            #expect(held?.status == 200)
            held = nil
            #expect(String(buffer: try await stays.value.body) == "read")
            #expect(server.requests.map(\.path) == ["/bucket/held", "/bucket/b"])
        }
    }

    @Test(.timeLimit(.minutes(5))) func aCallThatFailsGivesItsConnectionBack() async throws {
        try await ScriptedServer.run({ $0.number < 4 ? .reset : ScriptedAnswer(text: "read") }) { server in
            let clock = TestClock()
            try await AWSHTTPClient.with(Self.limited, timing: clock.timing()) { http in
                let client = try Calls.client(of: server, http: http, timeouts: AWSTimeouts(attempt: nil))
                let error = try await Calls.failure { _ = try await client.collect(Self.call("a"), upTo: 99) }
                #expect(error.code == .interrupted)
                #expect(try await client.collect(Self.call("a"), upTo: 99).status == 200)
            }
        }
    }
}

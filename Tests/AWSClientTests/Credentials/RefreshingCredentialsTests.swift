import AWSClient
import Foundation
import NIOHTTP1
import ScriptedServer
import Testing

@Suite struct RefreshingCredentialsTests {
    private struct Broken: Error {}

    @Test func asksOnceHoweverManyWait() async throws {
        let gate = Gate()
        let callers = Gate()
        let provider = ScriptedCredentials { call in
            await gate.pass()
            return ScriptedCredentials.numbered(call, until: 3600)
        }
        let credentials = RefreshingCredentials(provider, timing: TestClock().timing())
        try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    callers.arrive()
                    return try await credentials.credentials().accessKeyID
                }
            }
            await callers.waitForArrivals(100)
            await gate.waitForArrivals(1)
            gate.open()
            for try await id in group { #expect(id == "AKID1") }
        }
        #expect(provider.calls == 1)
    }

    @Test func refreshesBeforeTheEnd() async throws {
        let clock = TestClock()
        let provider = ScriptedCredentials { ScriptedCredentials.numbered($0, until: Double($0) * 3600) }
        let credentials = RefreshingCredentials(provider, timing: clock.timing(random: { 0 }))
        func id() async throws -> String { try await credentials.credentials().accessKeyID }
        #expect(try await id() == "AKID1")
        // Fifteen minutes before the end, and not a second earlier.
        clock.advance(by: .seconds(2699))
        #expect(try await id() == "AKID1")
        clock.advance(by: .seconds(1))
        #expect(try await id() == "AKID2")
        #expect(provider.calls == 2)
    }

    @Test func doesNotRefreshAllAtTheSameTime() async throws {
        var moments: Set<Int> = []
        for random in [0.0, 0.5, 0.999] {
            let clock = TestClock()
            let provider = ScriptedCredentials { ScriptedCredentials.numbered($0, until: Double($0) * 3600) }
            let credentials = RefreshingCredentials(provider, timing: clock.timing(random: { random }))
            var seconds = 0
            while try await credentials.credentials().accessKeyID == "AKID1" {
                clock.advance(by: .seconds(5))
                seconds += 5
            }
            #expect((2700...2970).contains(seconds))
            moments.insert(seconds)
        }
        #expect(moments.count == 3)
    }

    @Test func othersDoNotWaitWhileTheOldOnesAreGood() async throws {
        let clock = TestClock()
        let gate = Gate()
        let provider = ScriptedCredentials { call in
            if call > 1 { await gate.pass() }
            return ScriptedCredentials.numbered(call, until: Double(call) * 3600)
        }
        let credentials = RefreshingCredentials(provider, timing: clock.timing(random: { 0 }))
        _ = try await credentials.credentials()
        clock.advance(by: .seconds(3000))
        async let first = credentials.credentials()
        await gate.waitForArrivals(1)
        #expect(try await credentials.credentials().accessKeyID == "AKID1")
        gate.open()
        #expect(try await first.accessKeyID == "AKID2")
        #expect(provider.calls == 2)
    }

    @Test func oldOnesServeWhileRefreshingFails() async throws {
        let clock = TestClock()
        let provider = ScriptedCredentials { call in
            if call == 1 { return ScriptedCredentials.numbered(1, until: 3600) }
            throw Broken()
        }
        let credentials = RefreshingCredentials(provider, timing: clock.timing(random: { 0 }))
        _ = try await credentials.credentials()
        clock.advance(by: .seconds(2700))
        for _ in 0..<10 { #expect(try await credentials.credentials().accessKeyID == "AKID1") }
        // Not asked again with each call, but after a while.
        #expect(provider.calls == 2)
        clock.advance(by: .seconds(30))
        #expect(try await credentials.credentials().accessKeyID == "AKID1")
        #expect(provider.calls == 3)
        // Once they have ended there is nothing to give.
        clock.advance(by: .seconds(900))
        await #expect(throws: Broken.self) { try await credentials.credentials() }
    }

    @Test func refusesWhatHasEndedAlready() async throws {
        let provider = ScriptedCredentials { ScriptedCredentials.numbered($0, until: -1) }
        let credentials = RefreshingCredentials(provider, timing: TestClock().timing())
        let error = try await Calls.failure { _ = try await credentials.credentials() }
        #expect(error.code == .expiredCredentials)
    }

    @Test func keepsWhatNeverEnds() async throws {
        let clock = TestClock()
        let provider = ScriptedCredentials { ScriptedCredentials.numbered($0, until: nil) }
        let credentials = RefreshingCredentials(provider, timing: clock.timing())
        for _ in 0..<5 {
            #expect(try await credentials.credentials().accessKeyID == "AKID1")
            clock.advance(by: .seconds(1_000_000))
        }
        #expect(provider.calls == 1)
    }

    @Test func whoIsCancelledLeavesTheOthersWaiting() async throws {
        let gate = Gate()
        let provider = ScriptedCredentials { call in
            await gate.pass()
            return ScriptedCredentials.numbered(call, until: 3600)
        }
        let credentials = RefreshingCredentials(provider, timing: TestClock().timing())
        let first = Task { try await credentials.credentials() }
        await gate.waitForArrivals(1)
        let second = Task { try await credentials.credentials() }
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        gate.open()
        #expect(try await second.value.expiration != nil)
    }

    @Test func getsOthersForThoseThatAServiceTakesForEnded() async throws {
        let provider = ScriptedCredentials { ScriptedCredentials.numbered($0, until: 36_000) }
        let clock = TestClock()
        let credentials = RefreshingCredentials(provider, timing: clock.timing())
        let script: ScriptedServer.Script = { request in
            request.headers.first(name: "Authorization")?.contains("AKID1/") == true
                ? .s3Error(.badRequest, "ExpiredToken", "The token has expired.") : ScriptedAnswer(text: "x")
        }
        try await ScriptedServer.run(script) { server in
            try await AWSHTTPClient.with(.patient) { http in
                let client = try Calls.client(of: server, http: http, credentials: credentials, clock: clock)
                #expect(try await client.collect(Calls.get, upTo: 10).attempts == 2)
                #expect(provider.calls == 2)
                #expect(provider.discarded.map(\.accessKeyID) == ["AKID1"])
            }
        }
    }
}

import AWSFaults
import AWSServers
import Testing

/// What a trial must notice, it notices.
@Suite(.enabled(if: AWSServerKind.emulator.isWanted, "The emulator is not installed; `make aws-deps` does so."))
struct FaultDetectionTests {
    private static func write(_ calls: [ObservedCall]) throws -> ObservedCall {
        try #require(calls.first { $0.name.description.hasPrefix("PUT renditions/") })
    }

    @Test func aClientThatGivesUpAtOnceIsFoundOut() async throws {
        let (clean, story) = await FaultScenario.life.run(nil)
        let fault = PlannedFault(.loseReply, at: try Self.write(clean.calls))
        let (verdict, _) = await FaultScenario.life.run(fault, story, FaultSubject(neverRepeats: true))
        #expect(verdict.problems.contains { $0.contains("by itself") }, "\(verdict.problems)")
    }

    @Test func aStoreThatAcknowledgesWhatItDidNotStoreIsFoundOut() async throws {
        let (clean, story) = await FaultScenario.life.run(nil)
        let fault = PlannedFault(.outage, at: try Self.write(clean.calls))
        let (verdict, _) = await FaultScenario.life.run(fault, story, FaultSubject(swallowsErrors: true))
        #expect(verdict.problems.contains { $0.contains("missing") }, "\(verdict.problems)")
    }

    @Test func aFaultThatNoCallMeetsIsToldOf() async throws {
        let (clean, story) = await FaultScenario.life.run(nil)
        var call = try Self.write(clean.calls)
        call.occurrence = 1000
        let (verdict, _) = await FaultScenario.life.run(PlannedFault(.loseReply, at: call), story)
        #expect(verdict.problems.contains { $0.hasPrefix("no call met") })
    }
}

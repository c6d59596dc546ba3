import AWSFaults
import AWSServers
import Foundation
import Testing

/// Some of the faults at every call of whole runs; `make aws-faults` has all of them.
@Suite(.serialized) struct FaultCampaignTests {
    /// Another one each day, or the one that `RENDITIONS_SEED` names, so that a failure comes again.
    private static let seed: UInt64 =
        ProcessInfo.processInfo.environment["RENDITIONS_SEED"].flatMap { UInt64($0) }
        ?? UInt64(Date().timeIntervalSince1970 / 86_400)

    @Test(arguments: FaultScenario.allCases) func endsAsItHasToWhateverGoesWrong(_ scenario: FaultScenario) async {
        guard scenario.server.isWanted else {
            print("\(scenario.server) is not installed; `make aws-deps` does so.")
            return
        }
        let campaign = FaultCampaign(scenario, .some(1, more: 1, seed: Self.seed))
        let (clean, faulty) = await campaign.run()
        #expect(clean.problems == [])
        #expect(clean.calls.count > 5)
        #expect(faulty.count >= Set(clean.calls.map(\.name)).count)
        for verdict in faulty {
            let fault = verdict.fault.map { "\($0)" } ?? ""
            #expect(verdict.problems == [], "\(fault); RENDITIONS_SEED=\(Self.seed)")
        }
    }
}

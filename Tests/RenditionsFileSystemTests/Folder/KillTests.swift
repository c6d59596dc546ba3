import BuiltPrograms
import Foundation
import Testing

/// `KILL_ROUNDS` says how often a writer is killed; `make kill` does it a thousand times.
@Suite struct KillTests {
    @Test(.showsSeed) func losesNothingThatWasAcknowledged() throws {
        let rounds = ProcessInfo.processInfo.environment["KILL_ROUNDS"] ?? "25"
        let run = try ProgramRun([
            BuiltProgram("KillWriter").path, "drive", "--rounds", rounds, "--seed", String(TestSeed.value),
        ])
        print(run.output)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output.contains("kill: \(rounds) rounds from seed \(TestSeed.value)"))
        #expect(run.output.contains("violations: 0"))
    }
}

import BuiltPrograms
import Foundation
import Testing

/// `KILL_WORKERS_ROUNDS` says how often a worker is killed; `make kill-workers` does it a thousand times.
@Suite("Workers that are killed", .serialized)
struct KillWorkersTests {
    @Test(.showsSeed) func nothingIsLostAndNothingDoneTwice() throws {
        let rounds = ProcessInfo.processInfo.environment["KILL_WORKERS_ROUNDS"] ?? "12"
        let run = try ProgramRun([
            BuiltProgram("KillWorkers").path, "drive", "--rounds", rounds, "--seed", String(TestSeed.value),
        ])
        print(run.output)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output.contains("kill-workers: \(rounds) kills from seed \(TestSeed.value)"))
        #expect(run.output.contains("violations: 0"))
    }

    @Test(.showsSeed) func onlyWhatEndsTheProcessIsGivenUp() throws {
        let run = try ProgramRun([BuiltProgram("KillWorkers").path, "poison", "--seed", String(TestSeed.value)])
        print(run.output)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output.contains("poison: 3 workers ended"))
        #expect(run.output.contains("10 images done; violations: 0"))
    }
}

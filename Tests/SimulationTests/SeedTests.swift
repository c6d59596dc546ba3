import BuiltPrograms
import Foundation
import Simulation
import SimulationRunner
import Testing

/// The image workflows keep what they promise, whatever fails.
@Suite struct SeedTests {
    /// Where the seeds begin: those of `make simulate` by default, others where the environment variable names one.
    private static let first = ProcessInfo.processInfo.environment["RENDITIONS_SEED"].flatMap { UInt64($0) } ?? 1

    @Test(arguments: 0..<4 as Range<UInt64>) func everythingHoldsInAThousandWorlds(quarter: UInt64) async {
        let seeds = Self.first + quarter * 250..<Self.first + (quarter + 1) * 250
        let results = await Thread.run { seeds.map { Simulation(seed: $0).run() } }
        for result in results {
            #expect(result.violations.isEmpty, "Comes again with make simulate SEEDS=1 FROM=\(result.seed)")
        }
        #expect(results.count { $0.mishaps > 0 } > 100, "most worlds are rough")
        #expect(results.count { $0.mishaps == 0 } > 25, "some are calm")
        #expect(results.reduce(0) { $0 + $1.executions } > 1_000)
    }

    @Test func theSeedsHaveAllKindsOfWeather() {
        let weathers = (1...1000 as ClosedRange<UInt64>).map { Weather(seed: $0) }
        let kinds: [(Weather) -> Bool] = [
            { $0.requestLost > 0 }, { $0.replyLost > 0 }, { $0.slow > 0 }, { $0.endless > 0 }, { $0.crash > 0 },
            { $0.freeze > 0 }, { $0.cutBody > 0 }, { $0.engineBusy > 0 }, { $0.haste > 0 }, { $0.outage > 0 },
            \.retries, \.stopsLostWork, \.changesRecipe, \.sweeps, \.isLong, \.isHasty, \.isLasting, \.tellsAgain,
            { $0.resolution > 1 },
        ]
        for (index, kind) in kinds.enumerated() {
            #expect(weathers.count(where: kind) > 50, "kind \(index)")
            #expect(weathers.count { !kind($0) } > 50, "without kind \(index)")
        }
    }

    @Test func aSeedComesAgainExactly() async {
        let (once, twice) = await Thread.run {
            let seeds = 1...60 as ClosedRange<UInt64>
            let once = seeds.map { Simulation(seed: $0, keepsTrace: true).run() }
            return (once, seeds.map { Simulation(seed: $0, keepsTrace: true).run() })
        }
        #expect(once == twice)
        #expect(Set(once.map(\.fingerprint)).count == once.count, "no two seeds are the same world")
        #expect(once.allSatisfy { $0.trace.count > 10 })
    }

    /// Sets and dictionaries have another order in each process.
    @Test func itComesAgainInAnotherProcess() throws {
        let program = try BuiltProgram("SimulationRunner").path
        func traces() throws -> [Substring] {
            let run = try ProgramRun([program, "--seeds", "25", "--from", "1", "--trace"])
            #expect(run.status == 0, "\(run.errors)")
            // The last line has how many seeds a second.
            return run.output.split(separator: "\n").dropLast()
        }
        let first = try traces()
        #expect(first.count > 500)
        #expect(try traces() == first)
    }

    @Test func whoMisusesTheRunnerIsTold() throws {
        let program = try BuiltProgram("SimulationRunner").path
        for arguments in [["--seeds", "none"], ["--seeds", "0"], ["--defect", "x"], ["more"], ["--from"]] {
            let run = try ProgramRun([program] + arguments)
            #expect(run.status == 2 && run.output.contains("Usage"))
        }
    }

    @Test func theRunnerFailsWithTheTraceOfAFailingSeed() throws {
        let program = try BuiltProgram("SimulationRunner").path
        let run = try ProgramRun([program, "--seeds", "100", "--findings", "1", "--defect", "trusts-events"])
        #expect(run.status == 1)
        #expect(run.output.contains("VIOLATION of originals-are-the-users"))
        #expect(run.output.contains("1 failed"))
    }
}

import BuiltPrograms
import Foundation
import RenditionsTesting
import Testing

/// The trials of the running server in short; `make drain`, `make load` and `make abuse` run them whole.
@Suite("The server under load", .serialized)
struct TrialsTests {
    private static let seed =
        ProcessInfo.processInfo.environment["RENDITIONS_SEED"].flatMap { UInt64($0) } ?? .random(in: 1...0xFFFF_FFFF)

    private func run(_ arguments: String...) throws -> ProgramRun {
        let seed = ["--seed", String(Self.seed)]
        let run = try ProgramRun([BuiltProgram("ServerTrialsRunner").path] + arguments + seed)
        print(run.output)
        return run
    }

    private func expectNothingWrong(_ run: ProgramRun, _ line: String) {
        #expect(run.status == 0, "RENDITIONS_SEED=\(Self.seed): \(run.output)\(run.errors)")
        #expect(run.output.contains(line), "\(run.output)")
        #expect(run.output.contains("violations: 0"))
    }

    @Test func whatWasAcknowledgedOutlivesTheServer() throws {
        let run = try run("drain", "--rounds", "4", "--kill", "0")
        expectNothingWrong(run, "drain: 4 rounds, 0 killed, from seed \(Self.seed)")
    }

    @Test func whatWasAcknowledgedOutlivesAKill() throws {
        let run = try run("drain", "--rounds", "1", "--kill", "1")
        expectNothingWrong(run, "drain: 1 rounds, 1 killed, from seed \(Self.seed)")
    }

    /// Whether the trial would notice.
    @Test(arguments: ["originals", "renditions", "records"]) func whatIsDestroyedIsMissed(sabotage: String) throws {
        let run = try run("drain", "--rounds", "1", "--kill", "0", "--sabotage", sabotage)
        #expect(run.status == 1, "\(run.output)\(run.errors)")
        #expect(run.output.contains("VIOLATION: "))
        #expect(run.errors.contains("make drain ROUNDS=1 SEED=\(Self.seed)"))
    }

    @Test func slowClientsAreCut() throws {
        expectNothingWrong(try run("slow", "--connections", "50", "--baseline", "1"), "slow: 50 connections")
    }

    @Test func floodsAreNotRead() throws {
        expectNothingWrong(try run("flood", "--bytes", String(256 << 20)), "flood: bodies of 256.0 MiB")
    }

    @Test func everythingAtOnceIsBorne() throws {
        expectNothingWrong(try run("mixed", "--seconds", "10"), "mixed: 10 s from seed \(Self.seed)")
    }
}

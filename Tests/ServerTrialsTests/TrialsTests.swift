import BuiltPrograms
import Foundation
import RenditionsTesting
import Testing

/// The trials of the running server in short; `make drain`, `make load` and `make abuse` run them whole.
@Suite("The server under load", .serialized)
struct TrialsTests {
    private static let seed =
        ProcessInfo.processInfo.environment["RENDITIONS_SEED"].flatMap { UInt64($0) } ?? .random(in: 1...0xFFFF_FFFF)

    private func run(_ arguments: String...) async throws -> ProgramRun {
        let command = try [BuiltProgram("ServerTrialsRunner").path] + arguments + ["--seed", String(Self.seed)]
        // On a thread of its own: these take long, and the few that Swift's tasks share are for the other tests.
        let run = try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try ProgramRun(command) }) }
        }
        print(run.output)
        return run
    }

    private func expectNothingWrong(_ run: ProgramRun, _ line: String) {
        #expect(run.status == 0, "RENDITIONS_SEED=\(Self.seed): \(run.output)\(run.errors)")
        #expect(run.output.contains(line), "\(run.output)")
        #expect(run.output.contains("violations: 0"))
    }

    @Test func whatWasAcknowledgedOutlivesTheServer() async throws {
        let run = try await run("drain", "--rounds", "4", "--kill", "0")
        expectNothingWrong(run, "drain: 4 rounds, 0 killed, from seed \(Self.seed)")
    }

    @Test func whatWasAcknowledgedOutlivesAKill() async throws {
        let run = try await run("drain", "--rounds", "1", "--kill", "1")
        expectNothingWrong(run, "drain: 1 rounds, 1 killed, from seed \(Self.seed)")
    }

    /// Whether the trial would notice.
    @Test(arguments: ["originals", "renditions", "records"]) func whatIsDestroyedIsMissed(sabotage: String) async throws
    {
        let run = try await run("drain", "--rounds", "1", "--kill", "0", "--sabotage", sabotage)
        #expect(run.status == 1, "\(run.output)\(run.errors)")
        #expect(run.output.contains("VIOLATION: "))
        #expect(run.errors.contains("make drain ROUNDS=1 SEED=\(Self.seed)"))
    }

    @Test func slowClientsAreCut() async throws {
        expectNothingWrong(try await run("slow", "--connections", "50", "--baseline", "1"), "slow: 50 connections")
    }

    @Test func readersThatTakeNothingAreCut() async throws {
        let run = try await run("readers", "--connections", "24", "--window", "4")
        expectNothingWrong(run, "readers: 24 connections")
    }

    /// While they do, uploads beside them get in.
    @Test func sendersThatHoldAllTurnsAreCut() async throws {
        let run = try await run("crowd", "--connections", "8", "--turns", "4", "--window", "4", "--wait", "60")
        expectNothingWrong(run, "crowd: 8 connections")
    }

    /// Of that only what does not depend on how fast the machine is.
    @Test func tenTimesTooManyUploadsAreBorne() async throws {
        expectNothingWrong(try await run("overload", "--seconds", "3"), "overload: capacity")
    }

    @Test func nothingIsKeptOfConnections() async throws {
        expectNothingWrong(try await run("connections", "--count", "500"), "connections: 500 with a request each")
    }

    @Test func floodsAreNotRead() async throws {
        expectNothingWrong(try await run("flood", "--bytes", String(256 << 20)), "flood: bodies of 256.0 MiB")
    }

    @Test func everythingAtOnceIsBorne() async throws {
        expectNothingWrong(try await run("mixed", "--seconds", "10"), "mixed: 10 s from seed \(Self.seed)")
    }
}

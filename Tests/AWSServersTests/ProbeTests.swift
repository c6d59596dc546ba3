import AWSServers
import Foundation
import Testing

/// What each server gets right, by boto3, which is not ours: the files in `Tests/AWSServers/probes`.
@Suite struct ProbeTests {
    static let probes = [
        "access", "confinement", "connections", "dynamodb", "ends", "events", "functions", "gateway", "s3",
        "signatures", "states",
        "switches",
    ]

    @Test(.enabled(if: AWSServerKind.emulator.isWanted), arguments: probes)
    func probe(name: String) async throws {
        let run = try await ProbeRun("test_\(name)")
        #expect(run.status == 0, "\(run.output)")
        // Otherwise a file that can't be read would pass for one without faults.
        #expect(run.output.contains("\nOK"), "\(run.output)")
    }

    @Test func everyProbeIsRun() throws {
        let found = try FileManager.default.contentsOfDirectory(atPath: ProbeRun.folder).compactMap { name in
            name.hasPrefix("test_") && name.hasSuffix(".py") ? String(name.dropFirst(5).dropLast(3)) : nil
        }
        #expect(found.sorted() == Self.probes)
    }
}

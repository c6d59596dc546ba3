import AWSServers
import NIOCore
import Renditions
import RenditionsAWS
import RenditionsApp
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow
import Testing

/// `renditions quarantine … --on aws`: what a deployment could not process is listed, and begun anew.
@Suite(.enabled(if: AWSServerKind.emulator.isWanted, "make aws-deps"), .timeLimit(.minutes(5)))
struct QuarantineCommandTests {
    private static var broken: HookedImageEngine {
        HookedImageEngine(beforeRender: { _ in throw RenderError(.timedOut, "It took too long.") })
    }

    /// Has process-image fail for an original, as an upload would.
    private func poison(_ key: ObjectKey, _ shade: UInt8, _ images: EmulatedImages) async throws -> String {
        try await images.upload(shade, at: key)
        let ingestor = try Ingestor(
            images.processor(), runner: images.machines.runner(publishes: false),
            process: ProcessImage().lowered())
        guard let execution = try await ingestor.ingest(key).execution?.identity else { return "" }
        let outcome = try await ingestor.runner.outcome(of: execution)
        guard case .failed(ErrorName.originalQuarantined, _) = outcome else {
            Issue.record("\(key): \(outcome)")
            return ""
        }
        return execution.name
    }

    @Test func whatIsInQuarantineIsListedAndBegunAnew() async throws {
        try await EmulatedImages.with { images in
            try images.serve(engine: Self.broken)
            let failed = try await [poison("a.png", 1, images), poison("cats/b.png", 2, images)]
            // Left behind by a version that nobody asks for any more.
            _ = try await poison("c.png", 3, images)
            try await images.upload(4, at: "c.png")
            _ = try await images.processor().process("c.png")

            let list = await images.run("quarantine", "list", "--on", "aws")
            #expect(list.status == 0, "\(list.errors)")
            #expect(list.output.contains("a.png") && list.output.contains("cats/b.png"))
            #expect(list.output.contains("timed-out") && !list.output.contains("c.png"))
            let lines = await images.run("quarantine", "list", "--on", "aws", "--json")
            let entries = try lines.output.utf8.split(separator: UInt8(ascii: "\n")).map {
                try JSONValue(json: Array($0))
            }
            #expect(entries.count == 2)
            #expect(entries.allSatisfy { $0["recipe"]?["name"] == "test" })

            // Nothing has changed: it fails again, in an execution of its own.
            let vain = await images.run("quarantine", "replay", "a.png", "--on", "aws")
            #expect(vain.status == 1, "\(vain.errors)")
            #expect(vain.errors.contains("renditions: Original.quarantined: a.png: its record says why."))
            #expect(vain.output.contains("0 originals done, 1 failed"))

            try images.serve()
            let one = await images.run("quarantine", "replay", "a.png", "--on", "aws")
            #expect(one.status == 0, "\(one.errors)")
            #expect(one.output == "a.png: ready\n1 original done, 0 failed\n")
            #expect(try await images.record("a.png")?.state == .ready)
            #expect(try await images.record("cats/b.png")?.state == .quarantined)
            let rest = await images.run("quarantine", "replay", "--on", "aws")
            #expect(rest.status == 0, "\(rest.errors)")
            #expect(rest.output.contains("cats/b.png: ready"))

            #expect(await images.run("quarantine", "list", "--on", "aws").output == "Nothing is in quarantine.\n")
            let none = await images.run("quarantine", "replay", "a.png", "--on", "aws")
            #expect(none.status == 1)
            #expect(none.errors.contains("renditions: not-found: a.png: not in quarantine."))
            let names = try await images.machines.runner().executions().map(\.identity.name)
            #expect(Set(names).count == names.count)
            #expect(names.count { $0.contains("-replay-") } == 3 && failed.allSatisfy(names.contains))
        }
    }

    /// Two who ask for the same, or one who asks twice.
    @Test func aReplayThatIsAskedForTwiceIsOne() async throws {
        try await EmulatedImages.with { images in
            try images.serve(engine: Self.broken)
            _ = try await poison("a.png", 1, images)
            try images.serve()
            async let first = images.run("quarantine", "replay", "--on", "aws")
            async let second = images.run("quarantine", "replay", "a.png", "--on", "aws")
            let runs = await [first, second]
            // Whoever comes when it is done finds nothing any more.
            #expect(runs.contains { $0.output.contains("a.png: ready") }, "\(runs)")
            let names = try await images.machines.runner().executions().map(\.identity.name)
            #expect(names.count { $0.contains("-replay-") } == 1)
        }
    }

    @Test func whatIsNoEntryIsNamed() async throws {
        try await EmulatedImages.with { images in
            _ = try await images.quarantine.put(ObjectBody("no entry".utf8), at: "a/b.json")
            let list = await images.run("quarantine", "list", "--on", "aws")
            #expect(list.status == 1)
            #expect(list.errors.contains("renditions: corrupt: ") && list.errors.contains("a/b.json"))
        }
    }

    @Test(arguments: [
        (["list", "--on", "aws"], "RENDITIONS_QUARANTINE"),
        (["list", "--on", "aws", "--quarantine", "s3://q/"], "RENDITIONS_TABLE"),
        (["list", "--on", "aws", "--quarantine", "q"], "s3://bucket/prefix/"),
        (["list", "--on", "aws", "--out", "x"], "--out"), (["list"], "--out"),
        (["list", "--out", "x", "--table", "t"], "need --on aws"),
        (["replay", "--on", "aws", "--quarantine", "s3://q/", "--table", "t"], "RENDITIONS_STATE_MACHINES"),
        (["replay", "--on", "aws", "--recipe", "web"], "the deployment's own"),
        (["replay", "--out", "x"], "--originals"),
        (["replay", "--out", "x", "--originals", "y", "--process", "z"], "need --on aws"),
        (["replay", "a//b", "--on", "aws"], "is no key"),
    ])
    func wrongCommandLinesAreExplained(_ arguments: [String], _ text: String) async {
        let run = await ToolRun(["quarantine"] + arguments, ["AWS_REGION": "us-east-1"])
        #expect(run.status == 2)
        #expect(run.errors.contains(text), "\(run.errors)")
    }

    @Test(arguments: ["12345", "12345678901a", "\u{661}23456789012"])
    func anAccountIsTwelveDigits(_ account: String) async {
        let run = await ToolRun(
            ["quarantine", "list", "--on", "aws", "--quarantine", "s3://q/", "--table", "t"],
            ["AWS_REGION": "us-east-1", "RENDITIONS_ACCOUNT": account])
        #expect(run.status == 2)
        #expect(run.errors.contains("RENDITIONS_ACCOUNT"), "\(run.errors)")
    }
}

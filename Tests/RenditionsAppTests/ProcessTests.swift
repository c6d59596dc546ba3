import BuiltPrograms
import Foundation
import Testing

@Suite struct ProcessTests {
    private func process(_ folder: TemporaryFolder, _ more: String...) async -> CommandRun {
        await CommandRun(
            ["process", folder("photos"), "--recipe", folder("small.yaml"), "--out", folder("out")] + more)
    }

    @Test func everyOriginalGetsEveryRendition() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        let run = await process(folder)
        #expect(run.status == 0)
        for name in ["aurora.jpg", "emblem.png", "lake.jpg", "street-lights.jpg", "tartan.webp", "waves.gif"] {
            #expect(run.outputLines.contains { $0.hasPrefix(name) && $0.contains(" 2 ") })
        }
        #expect(run.output.contains("6 originals done, 0 failed; 12 renditions made, 0 there already"))
        #expect(run.outputLines[0].split(separator: " ").first == "original")
        #expect(folder.renditions.count == 12)
        #expect(folder.contains("out/records.sqlite"))
        #expect(run.errors.split(separator: "\n").count == 6)
    }

    @Test func aSecondRunMakesNothing() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        _ = await process(folder)
        let run = await process(folder)
        #expect(run.status == 0)
        #expect(run.output.contains("0 renditions made, 12 there already"))
    }

    @Test func theSameBytesElsewhereAreTheSameWork() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        _ = await process(folder)
        try FileManager.default.moveItem(atPath: folder("photos"), toPath: folder("moved"))
        let run = await CommandRun(
            "process", folder("moved"), "--recipe", folder("small.yaml"), "--out", folder("out"))
        #expect(run.output.contains("0 renditions made, 12 there already"))
    }

    @Test func aBadFileDoesNotStopTheOthers() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        try folder.write("not an image", to: "photos/bad.jpg")
        let whole = try folder.read("photos/lake.jpg")
        try folder.write(whole.prefix(whole.count / 2), to: "photos/below/cut.jpg")
        let run = await process(folder)
        #expect(run.status == 1)
        #expect(run.output.contains("6 originals done, 2 failed; 12 renditions made"))
        #expect(run.errors.contains("renditions: unknown-format: \(folder("photos/bad.jpg")): "))
        #expect(run.errors.contains("renditions: truncated-image: \(folder("photos/below/cut.jpg")): "))
        #expect(run.outputLines.contains { $0.hasPrefix("below/cut.jpg") && $0.contains("truncated-image") })
    }

    /// A line is a line to every reader: JSON may hold more than one character that somebody takes for the end of one.
    @Test func linesOfJSONAreLinesToEverybody() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        let name = "a\u{2028}b\u{2029}c\u{85}d.jpg"
        try folder.write(try folder.read("photos/lake.jpg"), to: "photos/\(name)")
        let run = await process(folder, "--json")
        #expect(run.status == 1, "no key can be made of it")
        let lines = run.output.split(whereSeparator: \.isNewline)
        #expect(lines.count == run.output.utf8.count { $0 == UInt8(ascii: "\n") })
        let objects = try lines.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
        let failed = objects.first { $0?["event"] as? String == "failed" }
        #expect((failed??["path"] as? String)?.utf8.elementsEqual(folder("photos/\(name)").utf8) == true)
    }

    @Test func inputsThatAreNotThereOrLeadOutAreNamed() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        try folder.write("secret", to: "secret.jpg")
        try FileManager.default.createSymbolicLink(
            atPath: folder("photos/link.jpg"), withDestinationPath: folder("secret.jpg"))
        try FileManager.default.createSymbolicLink(
            atPath: folder("photos/again.jpg"), withDestinationPath: "lake.jpg")
        try folder.write("x", to: "photos/.hidden.jpg")
        try folder.write("x", to: "photos/back\\slash.jpg")
        let run = await process(folder, folder("nowhere"))
        #expect(run.status == 1)
        #expect(run.errors.contains("renditions: permission-denied: \(folder("photos/link.jpg")): "))
        #expect(run.errors.contains("renditions: not-found: \(folder("nowhere")): "))
        #expect(run.errors.contains("renditions: invalid-key: "))
        #expect(run.output.contains("7 originals done, 3 failed"))
        #expect(!run.errors.contains("hidden"))
    }

    @Test(.enabled(if: Unprivileged.isPossible, Unprivileged.advice))
    func aFolderThatMayNotBeReadIsNamed() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        try folder.write("x", to: "photos/closed/a.jpg")
        try folder.setMode(0, of: "photos/closed")
        // Else nobody but root could clear it away.
        defer { try? folder.setMode(0o700, of: "photos/closed") }
        let run = try ProgramRun(
            Unprivileged.command(running: [
                BuiltProgram("renditions").path, "process", folder("photos"), "--recipe", folder("small.yaml"), "--out",
                folder("out"),
            ]))
        #expect(run.status == 1)
        #expect(run.errors.contains("renditions: permission-denied: \(folder("photos/closed")): "))
        #expect(run.output.contains("6 originals done, 1 failed"))
    }

    @Test func jsonIsOneObjectALine() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        try folder.write("not an image", to: "photos/bad.jpg")
        let run = await process(folder, "--json")
        #expect(run.status == 1)
        let objects = try run.objects
        let events = objects.compactMap { $0["event"] as? String }
        #expect(events.count == objects.count)
        #expect(events.filter { $0 == "stored" }.count == 12)
        #expect(events.filter { $0 == "finished" }.count == 6)
        #expect(events.filter { $0 == "failed" }.count == 1)
        #expect(events.last == "summary")
        let summary = objects.last?["summary"] as? [String: Any]
        #expect(summary?["renditions"] as? Int == 12)
        #expect(summary?["failed"] as? Int == 1)
        let failure = objects.first { $0["event"] as? String == "failed" }?["failure"] as? [String: Any]
        #expect(failure?["code"] as? String == "unknown-format")
    }

    @Test func limitsAreExact() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        let size = try folder.read("photos/lake.jpg").count
        for (limit, status) in [(size, Int32(0)), (size - 1, 1)] {
            let run = await CommandRun(
                "process", folder("photos/lake.jpg"), "--recipe", folder("small.yaml"), "--out", folder("out\(limit)"),
                "--max-bytes", "\(limit)")
            #expect(run.status == status)
            #expect(run.errors.contains("renditions: too-many-bytes: ") == (status == 1))
        }
    }

    // Sixteen frames of 19 by 16 pixels.
    @Test(arguments: [(4863, 1), (4864, 0)]) func allFramesCountTogether(
        _ limit: Int, _ status: Int32
    ) async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        let run = await CommandRun(
            "process", folder("photos/waves.gif"), "--recipe", folder("small.yaml"), "--out", folder("out"),
            "--max-total-pixels", "\(limit)")
        #expect(run.status == status)
        #expect(run.errors.contains("renditions: too-many-pixels: ") == (status == 1))
    }

    @Test func nothingIsWrittenForARecipeThatIsNotValid() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        try folder.write("name: x\nrenditions:\n- name: a\n  encoding: {jpeg: {quality: 500}}\n", to: "small.yaml")
        let run = await process(folder)
        #expect(run.status == 2)
        #expect(run.errors.hasPrefix("renditions: invalid-recipe: "))
        #expect(run.errors.contains("renditions[0].encoding.jpeg.quality: quality must be 1 to 100"))
        #expect(!folder.contains("out"))
    }

    @Test func resultsMayNotLieAmongOriginals() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        let run = await CommandRun(
            "process", folder("photos"), "--recipe", "web", "--out", folder("photos/results"))
        #expect(run.status == 2)
        #expect(!folder.contains("photos/results"))
    }

    @Test func aFolderThatCannotBeOpenedIsAnEnvironmentFault() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        try folder.write("a file", to: "out")
        let run = await process(folder)
        #expect(run.status == 3)
        #expect(run.errors.hasPrefix("renditions: "))
    }

    @Test func watermarksComeFromTheirFolder() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        try folder.write(
            """
            name: marked
            renditions:
              - name: a
                operations:
                  - resize: {width: 100}
                  - watermark: {image: marks/emblem.png, scale: 0.3}
                encoding: jpeg
            """, to: "small.yaml")
        let missing = await process(folder)
        #expect(missing.status == 2)
        #expect(missing.errors.contains("renditions: missing-overlay: "))

        try folder.write(try folder.read("photos/emblem.png"), to: "overlays/marks/emblem.png")
        let run = await process(folder, "--overlays", folder("overlays"))
        #expect(run.status == 0)
    }

    @Test func cancelledWorkLeavesNothingHalfWritten() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        let run = await CommandRun(
            "process", folder("photos"), "--recipe", folder("small.yaml"), "--out", folder("out"), "--jobs", "1",
            "--json", interruptedAt: "\"stored\"")
        #expect(run.status == 130)
        #expect(run.outputLines.contains { $0.contains("\"cancelled\"") })
        #expect(run.errors.contains("renditions: cancelled: "))
        #expect(try folder.temporaries().isEmpty)
        let stored = folder.renditions
        #expect(!stored.isEmpty)
        // What is there is whole: the next run finds it good, and makes the rest.
        let rest = await process(folder)
        #expect(rest.status == 0)
        #expect(rest.output.contains("6 originals done, 0 failed"))
        #expect(rest.output.contains("\(12 - stored.count) renditions made, \(stored.count) there already"))
    }

    @Test func workUnderWayIsGivenUp() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        // Takes minutes where nobody stops it.
        try folder.write(
            """
            name: slow
            renditions:
              - name: a
                operations:
                  - resize: {width: 6000, enlarge: true}
            \(String(repeating: "      - median: {size: 31}\n", count: 8))
                encoding: jpeg
            """, to: "slow.yaml")
        let run = await CommandRun(
            "process", folder("photos/lake.jpg"), "--recipe", folder("slow.yaml"), "--out", folder("out"),
            "--max-seconds", "3600", "--max-memory", "8G", "--json", interruptedAt: "\"planned\"")
        #expect(run.status == 130)
        #expect(folder.renditions.isEmpty)
        #expect(try folder.temporaries().isEmpty)
    }
}

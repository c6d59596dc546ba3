import BuiltPrograms
import Foundation
import Testing

/// Commands that keep an output folder in order: erase, rerender, quarantine, sweep.
@Suite struct KeepingTests {
    private func processed() async throws -> TemporaryFolder {
        let folder = try await TemporaryFolder.withPhotographs()
        _ = await process(folder)
        return folder
    }

    private func process(_ folder: TemporaryFolder, _ recipe: String = "small.yaml") async -> CommandRun {
        await CommandRun("process", folder("photos"), "--recipe", folder(recipe), "--out", folder("out"))
    }

    private func erase(_ folder: TemporaryFolder, _ more: String...) async -> CommandRun {
        await CommandRun(["erase"] + more + ["--originals", folder("photos"), "--out", folder("out")])
    }

    @Test func whatIsErasedLeavesNothingAndMayComeBack() async throws {
        let folder = try await processed()
        let lake = try folder.read("photos/lake.jpg")
        let run = await erase(folder, "lake.jpg")
        #expect(run.status == 0)
        #expect(run.output.contains("lake.jpg: erased, 2 renditions deleted"))
        #expect(!folder.contains("photos/lake.jpg"))
        #expect(folder.renditions.count == 10)
        #expect(await CommandRun("list", "--out", folder("out"), "--state", "deleted").output.contains("lake.jpg"))
        try folder.write(lake, to: "photos/lake.jpg")
        #expect(await process(folder).output.contains("2 renditions made, 10 there already"))
    }

    @Test func anOriginalMayStayAndIsRefused() async throws {
        let folder = try await processed()
        #expect(await erase(folder, "lake.jpg", "--keep-original").status == 0)
        #expect(folder.contains("photos/lake.jpg"))
        let again = await process(folder)
        #expect(again.status == 1)
        #expect(again.errors.contains("precondition-failed"))
        #expect(folder.renditions.count == 10)
    }

    @Test func whatIsNotThereIsNotErased() async throws {
        let folder = try await processed()
        let run = await erase(folder, "nothing.jpg", "lake.jpg")
        #expect(run.status == 1)
        #expect(run.errors.contains("not-found: nothing.jpg"))
        #expect(run.output.contains("lake.jpg: erased"))
        #expect(await erase(folder, "../photos/lake.jpg").status != 0)
        // The wrong folder of originals: nothing is claimed to be erased.
        try FileManager.default.createDirectory(atPath: folder("others"), withIntermediateDirectories: true)
        let elsewhere = ["erase", "emblem.png", "--originals", folder("others"), "--out", folder("out")]
        let wrong = await CommandRun(elsewhere)
        #expect(wrong.status == 1)
        #expect(wrong.errors.contains("not-found: emblem.png: there is no such file in"))
        #expect(folder.renditions.count == 10)
        #expect(await CommandRun(elsewhere + ["--gone"]).output.contains("emblem.png: erased"))
        #expect(
            await CommandRun("erase", "lake.jpg", "--originals", folder("out"), "--out", folder("out")).status == 2)
    }

    private func rerender(_ folder: TemporaryFolder, _ what: String, _ recipe: String, _ more: String...) async
        -> CommandRun
    {
        await CommandRun(
            ["rerender", what, "--originals", folder("photos"), "--recipe", folder(recipe), "--out", folder("out")]
                + more)
    }

    @Test func aChangedRecipeIsBackfilled() async throws {
        let folder = try await processed()
        #expect(await rerender(folder, "plan", "small.yaml").output.contains("Nothing is stale among 6 assets"))
        try folder.write(
            TemporaryFolder.smallRecipe.replacingOccurrences(of: "width: 32", with: "width: 33"), to: "new.yaml")
        let plan = await rerender(folder, "plan", "new.yaml")
        #expect(plan.status == 0)
        #expect(plan.output.contains("6 assets of 6 stale; 6 renditions to make (6 changed)"))
        #expect(folder.renditions.count == 12)
        let apply = await rerender(folder, "apply", "new.yaml", "--rate", "1000")
        #expect(apply.status == 0)
        #expect(
            apply.output
                == "6 originals looked at: 0 left as they are, 6 made anew, 0 taken up, 0 failed, 0 passed over\n")
        #expect(folder.renditions.count == 18)
        #expect(await rerender(folder, "plan", "new.yaml").output.contains("Nothing is stale"))
        #expect(await process(folder, "new.yaml").output.contains("0 renditions made, 12 there already"))
    }

    @Test func originalsThatNobodyLooksAtAreNoSuccess() async throws {
        let folder = try await processed()
        try FileManager.default.moveItem(atPath: folder("out"), toPath: folder("elsewhere"))
        try folder.write("no image", to: "others/bad.jpg")
        _ = await CommandRun("process", folder("others"), "--recipe", folder("small.yaml"), "--out", folder("out"))
        let nothing = await rerender(folder, "apply", "small.yaml")
        #expect(nothing.status == 4, "\(nothing.errors)")
        #expect(nothing.output.hasPrefix("0 originals looked at"))
        #expect(nothing.errors.contains("renditions: nothing-done: "))
        let other = await CommandRun(
            "rerender", "apply", "--originals", folder("photos"), "--recipe", folder("small.yaml"), "--out",
            folder("elsewhere"))
        #expect(other.status == 0, "\(other.errors)")
        #expect(other.output.contains("6 originals looked at: 6 left as they are, 0 made anew"))
    }

    @Test func whatNothingTellsOfIsSwept() async throws {
        let folder = try await processed()
        try folder.write(
            TemporaryFolder.smallRecipe.replacingOccurrences(of: "width: 32", with: "width: 33"), to: "new.yaml")
        _ = await rerender(folder, "apply", "new.yaml")
        #expect(await CommandRun("sweep", "--out", folder("out")).output.hasPrefix("0 renditions removed of 18"))
        let dry = await CommandRun("sweep", "--out", folder("out"), "--grace", "0", "--dry-run")
        #expect(dry.output.hasPrefix("6 renditions would go of 18"))
        #expect(folder.renditions.count == 18)
        let run = await CommandRun("sweep", "--out", folder("out"), "--grace", "0", "--history", "0")
        #expect(run.output.hasPrefix("6 renditions removed of 18"))
        #expect(folder.renditions.count == 12)
        #expect(await CommandRun("workflow", "list", "--out", folder("out")).outputLines.count == 2)
        #expect(await rerender(folder, "plan", "new.yaml").output.contains("Nothing is stale"))
    }

    @Test func aDamagedJournalIsNotPassedOver() async throws {
        let folder = try await processed()
        try folder.write("this is no database, but it is long enough to be taken for one", to: "out/workflows.sqlite")
        let run = await CommandRun("sweep", "--out", folder("out"))
        #expect(run.status == 3)
        #expect(run.errors.contains("workflows.sqlite"))
    }

    /// Where a folder can't be looked into, what lies beside it is swept all the same.
    @Test(.enabled(if: Unprivileged.isPossible, Unprivileged.advice))
    func whatMayNotBeLookedIntoIsPassedOver() async throws {
        let folder = try await processed()
        for name in ["closed+", "open+"] {
            try FileManager.default.createDirectory(
                atPath: folder("out/renditions/\(name)/a+"), withIntermediateDirectories: true)
        }
        // The sweep leaves alone what is younger than an hour.
        for name in ["open+/a+", "open+"] {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -86_400)], ofItemAtPath: folder("out/renditions/\(name)")
            )
        }
        try folder.setMode(0, of: "out/renditions/closed+")
        // Else nobody but root could clear it away.
        defer { try? folder.setMode(0o700, of: "out/renditions/closed+") }
        let run = try ProgramRun(
            Unprivileged.command(running: [BuiltProgram("renditions").path, "sweep", "--out", folder("out"), "--json"]))
        #expect(run.errors.contains("renditions: permission-denied: closed+: passed over"))
        #expect(!folder.contains("out/renditions/open+/a+"))
        #expect(folder.contains("out/renditions/closed+"))
        // What the store holds can't be told from what it does not, as long as it can't be listed.
        #expect(run.status == 3)
        #expect(folder.renditions.count == 12)
    }

    /// A missing overlay is nobody's original's fault: what fails for it is kept, and done when it is there.
    @Test func whatIsInQuarantineIsReplayed() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        try folder.write(
            """
            name: marked
            renditions:
              - name: w64
                operations:
                  - resize: {width: 64}
                  - watermark: {image: mark.png}
                encoding: webp
            """, to: "marked.yaml")
        try folder.write("no image", to: "marks/mark.png")
        let run = await CommandRun(
            "process", folder("photos"), "--recipe", folder("marked.yaml"), "--out", folder("out"), "--overlays",
            folder("marks"))
        #expect(run.status == 1)
        #expect(run.errors.contains("invalid-overlay"))
        let list = await CommandRun("quarantine", "list", "--out", folder("out"))
        #expect(list.outputLines.count { $0.contains("invalid-overlay") } == 6)
        #expect(try await CommandRun("quarantine", "list", "--out", folder("out"), "--json").objects.count == 6)

        try folder.write(try folder.read("photos/emblem.png"), to: "marks/mark.png")
        let one = await CommandRun(
            "quarantine", "replay", "lake.jpg", "--originals", folder("photos"), "--out", folder("out"), "--overlays",
            folder("marks"))
        #expect(one.status == 0)
        #expect(one.output.contains("1 original done, 0 failed"))
        let rest = await CommandRun(
            "quarantine", "replay", "--originals", folder("photos"), "--out", folder("out"), "--overlays",
            folder("marks"))
        #expect(rest.output.contains("5 originals done, 0 failed"))
        #expect(await CommandRun("quarantine", "list", "--out", folder("out")).output.contains("Nothing"))
        #expect(folder.renditions.count == 6)
    }
}

import BuiltPrograms
import Foundation
import Testing

/// Commands that look and write nothing.
@Suite struct LookingTests {
    @Test func inspectTellsWhatTheHeaderSays() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        let text = await CommandRun("inspect", folder("photos/aurora.jpg"))
        #expect(text.status == 0)
        #expect(text.output.contains("6, shown as"))
        #expect(text.output.contains("location     yes"))
        let json = await CommandRun("inspect", folder("photos/waves.gif"), "--json", "--analyze")
        let object = try #require(try json.objects.first)
        #expect((object["info"] as? [String: Any])?["pages"] as? Int == 16)
        #expect((object["analysis"] as? [String: Any])?["blurHash"] is String)
    }

    @Test func inspectGoesOnPastABadFile() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        let bad = try folder.write("bad", to: "bad.jpg")
        let run = await CommandRun("inspect", bad, folder("photos/lake.jpg"), folder("nowhere.jpg"))
        #expect(run.status == 1)
        #expect(run.errors.contains("renditions: unknown-format: \(bad): "))
        #expect(run.errors.contains("renditions: not-found: "))
        #expect(run.output.contains("lake.jpg"))
    }

    @Test func planShowsTheTree() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        let text = await CommandRun("plan", folder("photos/lake.jpg"), "--recipe", folder("small.yaml"))
        #expect(text.status == 0)
        #expect(text.output.contains("└─ => w32 (jpeg)"))
        #expect(text.output.contains("scale -> 64x"))
        #expect(text.output.contains("pixels expected at once"))
        let full = await CommandRun("plan", folder("photos/emblem.png"), "--recipe", "product")
        #expect(full.output.contains("every pixel is decoded: "))
        let json = await CommandRun("plan", folder("photos/lake.jpg"), "--recipe", folder("small.yaml"), "--json")
        let plan = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        #expect((plan?["branches"] as? [Any])?.count == 1)
    }

    @Test func listFiltersRecords() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        try folder.write("bad", to: "photos/bad.jpg")
        _ = await CommandRun(
            "process", folder("photos"), "--recipe", folder("small.yaml"), "--out", folder("out"))
        let ready = await CommandRun("list", "--out", folder("out"), "--state", "ready")
        #expect(ready.outputLines.count == 2 + 6)
        let failed = await CommandRun("list", "--out", folder("out"), "--state", "failed", "--json")
        #expect(try failed.objects.count == 1)
        let alike = await CommandRun(
            "list", "--out", folder("out"), "--similar-to", folder("photos/lake.jpg"), "--distance", "2")
        #expect(alike.outputLines.count == 2 + 1)
        #expect(alike.output.contains("lake.jpg"))
        let few = await CommandRun("list", "--out", folder("out"), "--limit", "3")
        #expect(few.outputLines.count == 2 + 3)
        #expect(few.errors == "3 of 7 records; --limit gives more\n")
        let none = await CommandRun("list", "--out", folder("nowhere"))
        #expect(none.status == 3)
        #expect(none.errors.hasPrefix("renditions: not-found: "))
    }

    @Test func whatIsMoreAlikeComesFirst() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        _ = await CommandRun(
            "process", folder("photos"), "--recipe", folder("small.yaml"), "--out", folder("out"))
        let similar = ["list", "--out", folder("out"), "--similar-to", folder("photos/lake.jpg"), "--distance", "64"]
        let table = await CommandRun(similar)
        #expect(table.outputLines[0].hasPrefix("distance  original"))
        #expect(table.outputLines[2].contains("       0  lake.jpg"))
        let distances = try await CommandRun(similar + ["--json"]).objects.compactMap { $0["distance"] as? Int }
        #expect(distances.count == 6 && distances == distances.sorted() && distances.first == 0)
    }

    @Test func withoutHashesNothingCanBeAlike() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        try folder.write("name: x\nrenditions: [{name: a, encoding: png}]\n", to: "small.yaml")
        _ = await CommandRun(
            "process", folder("photos/lake.jpg"), "--recipe", folder("small.yaml"), "--out", folder("out"))
        let run = await CommandRun("list", "--out", folder("out"), "--similar-to", folder("photos/lake.jpg"))
        #expect(run.status == 0)
        #expect(run.errors.contains("No original here has a perceptual hash."))
    }

    @Test func doctorTriesWhatMustBeRefused() async throws {
        // In a process of its own: it watches how much memory the process grows by, and here other tests do work.
        let run = try ProgramRun([BuiltProgram("renditions").path, "doctor", "--json"])
        let report = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let probes = try #require(report["probes"] as? [[String: Any]])
        #expect(probes.count >= 12)
        #expect(probes.allSatisfy { $0["isSafe"] as? Bool == true })
        #expect(run.status == 0)
        let formats = try #require(report["formats"] as? [[String: Any]])
        #expect(formats.contains { $0["name"] as? String == "jpeg" && $0["reads"] as? String == "yes" })
        #expect(formats.contains { $0["name"] as? String == "svg" && $0["reads"] as? String == "off" })
    }
}

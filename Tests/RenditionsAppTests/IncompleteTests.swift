import Foundation
import Testing

/// `--lenient` tells of what it has filled up, wherever it shows it.
@Suite struct IncompleteTests {
    private static func folder() async throws -> TemporaryFolder {
        let folder = try await TemporaryFolder.withPhotographs()
        let whole = try folder.read("photos/lake.jpg")
        try folder.write(whole.prefix(whole.count / 2), to: "some/cut.jpg")
        try folder.write(whole, to: "some/whole.jpg")
        return folder
    }

    private func process(_ folder: TemporaryFolder, _ more: String...) async -> CommandRun {
        await CommandRun(
            ["process", folder("some"), "--recipe", folder("small.yaml"), "--out", folder("out"), "--lenient"] + more)
    }

    @Test func theTableTells() async throws {
        let folder = try await Self.folder()
        // The second run finds it made already.
        for _ in 0..<2 {
            let run = await process(folder)
            #expect(run.status == 0)
            let rows = run.outputLines.filter { $0.contains(".jpg") }
            #expect(rows.filter { $0.contains("incomplete: 2") }.map { $0.hasPrefix("cut.jpg") } == [true])
            #expect(run.output.contains("Of 1 original part is missing or damaged and was filled up."))
            #expect(run.errors.split(separator: "\n").filter { $0.contains("incomplete") }.count == 1)
        }
        let list = await CommandRun("list", "--out", folder("out"))
        #expect(list.outputLines.filter { $0.contains("ready: incomplete") }.map { $0.hasPrefix("cut.jpg") } == [true])
    }

    @Test func theLinesOfJSONTell() async throws {
        let folder = try await Self.folder()
        for event in ["stored", "skipped"] {
            let objects = try await process(folder, "--json").objects
            let marks = objects.filter { $0["event"] as? String == event }.map { object in
                (object["key"] as? String, (object["rendition"] as? [String: Any])?["isIncomplete"] as? Bool)
            }
            #expect(marks.count == 4)
            for (key, isIncomplete) in marks { #expect(isIncomplete == (key == "cut.jpg")) }
            let finished = objects.filter { $0["event"] as? String == "finished" }
            #expect(finished.compactMap { $0["isIncomplete"] as? Bool } == [true])
            #expect((objects.last?["summary"] as? [String: Any])?["incomplete"] as? Int == 1)
        }
    }

    @Test func theGalleryTells() async throws {
        let folder = try await Self.folder()
        let run = await process(folder, "--gallery", folder("gallery.html"))
        #expect(run.status == 0)
        let page = String(decoding: try folder.read("gallery.html"), as: UTF8.self)
        #expect(page.components(separatedBy: "incomplete: filled up").count - 1 == 1)
        #expect(page.components(separatedBy: "· incomplete").count - 1 == 2)
    }

    @Test func aStrictRunDoesNotTakeWhatALenientOneHasMade() async throws {
        let folder = try await Self.folder()
        #expect(await process(folder).status == 0)
        let strict = await CommandRun(
            "process", folder("some"), "--recipe", folder("small.yaml"), "--out", folder("out"))
        #expect(strict.status == 1)
        #expect(strict.output.contains("2 renditions made, 0 there already"))
    }
}

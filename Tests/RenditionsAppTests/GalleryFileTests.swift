import BuiltPrograms
import Foundation
import Testing

/// `--gallery` replaces nothing but a gallery, and says so before any work.
@Suite struct GalleryFileTests {
    private func process(_ folder: TemporaryFolder, gallery: String) async -> CommandRun {
        await CommandRun(
            "process", folder("photos"), "--recipe", folder("small.yaml"), "--out", folder("out"), "--gallery",
            folder(gallery))
    }

    @Test(arguments: [
        "photos/lake.jpg", "photos/new.html", "small.yaml", "mine.html", "empty.html", "photos", "new/",
        "out/records.sqlite", "out/renditions/lake.html", "link.html",
    ])
    func nothingElseIsReplaced(_ gallery: String) async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        try folder.write("<!doctype html><title>mine</title>", to: "mine.html")
        try folder.write("", to: "empty.html")
        try FileManager.default.createSymbolicLink(
            atPath: folder("link.html"), withDestinationPath: folder("mine.html"))
        let before = try? folder.read(gallery)
        let run = await process(folder, gallery: gallery)
        #expect(run.status == 2)
        #expect(run.errors.hasPrefix("renditions: usage: --gallery \(folder(gallery)) "))
        #expect((try? folder.read(gallery)) == before)
        #expect(!folder.contains("out"))
    }

    @Test func whatARunHasMadeIsNotReplaced() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        #expect(await process(folder, gallery: "page.html").status == 0)
        let rendition = try #require(folder.renditions.first)
        for file in ["out/records.sqlite", "out/renditions/\(rendition)"] {
            let before = try folder.read(file)
            #expect(await process(folder, gallery: file).status == 2)
            #expect(try folder.read(file) == before)
        }
    }

    @Test func aGalleryIsReplacedWhole() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        #expect(await process(folder, gallery: "page.html").status == 0)
        // Another name of the old page keeps it: the new one came by a rename.
        try FileManager.default.linkItem(atPath: folder("page.html"), toPath: folder("old.html"))
        let old = try folder.read("old.html")
        try folder.write(try folder.read("photos/lake.jpg"), to: "photos/another.jpg")
        #expect(await process(folder, gallery: "page.html").status == 0)
        #expect(try folder.read("old.html") == old)
        #expect(try folder.read("page.html") != old)
    }

    @Test func aFolderThatIsMissingIsFoundBeforeTheWork() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        let run = await process(folder, gallery: "nowhere/page.html")
        #expect(run.status == 3)
        #expect(run.errors.hasPrefix("renditions: not-found: "))
        #expect(run.errors.contains(folder("nowhere")))
        #expect(!folder.contains("out"))
    }

    @Test(.enabled(if: Unprivileged.isPossible, Unprivileged.advice), arguments: ["gallery", "out"])
    func aFolderThatMayNotBeWrittenIsNamedBeforeTheWork(_ closed: String) async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        try FileManager.default.createDirectory(atPath: folder(closed), withIntermediateDirectories: true)
        try folder.setMode(0o500, of: closed)
        defer { try? folder.setMode(0o700, of: closed) }
        let out = closed == "out" ? "out/site" : "out"
        let command = [
            try BuiltProgram("renditions").path, "process", folder("photos"), "--recipe", folder("small.yaml"), "--out",
            folder(out),
        ]
        let gallery = closed == "gallery" ? ["--gallery", folder("gallery/page.html")] : []
        let run = try ProgramRun(Unprivileged.command(running: command + gallery))
        #expect(run.status == 3)
        #expect(run.errors.hasPrefix("renditions: permission-denied: "))
        #expect(run.errors.contains("\(folder(closed)) is not writable"))
        #expect(run.output.isEmpty)
    }
}

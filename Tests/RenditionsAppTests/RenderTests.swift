import Foundation
import Testing

@Suite struct RenderTests {
    private func render(_ folder: TemporaryFolder, _ name: String, _ more: String...) async -> CommandRun {
        await CommandRun(
            ["render", folder(name), "--recipe", folder("small.yaml"), "--out", folder("out")] + more)
    }

    @Test func everyRenditionIsAFileOfItsName() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        let run = await render(folder, "photos/lake.jpg")
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        #expect(folder.files(below: "out").sorted() == ["w32.jpg", "w64.webp"])
        #expect(run.outputLines.count == 2 + 2)
        #expect(run.output.contains("out/w64.webp") && run.output.contains("64x43"))
        let inspected = await CommandRun("inspect", folder("out/w64.webp"), folder("out/w32.jpg"))
        #expect(inspected.status == 0)
    }

    @Test func jsonTellsWhatWasWritten() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        let objects = try await render(folder, "photos/waves.gif", "--json").objects
        #expect(objects.map { $0["rendition"] as? String } == ["w64", "w32"])
        for object in objects {
            let path = try #require(object["path"] as? String)
            let written = try Data(contentsOf: URL(filePath: path))
            #expect(object["bytes"] as? Int == written.count)
        }
        // The first keeps the animation, the second takes one frame.
        #expect(objects.map { $0["frames"] as? Int } == [16, 1])
        #expect(objects.map { $0["type"] as? String } == ["image/webp", "image/jpeg"])
    }

    @Test func filesThatAreThereAreReplaced() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        try folder.write("old", to: "out/w64.webp")
        try folder.write("mine", to: "out/mine.txt")
        // Another name of the old file keeps the old bytes: the new ones came by a rename, not into the same file.
        try FileManager.default.linkItem(atPath: folder("out/w64.webp"), toPath: folder("old.webp"))
        #expect(await render(folder, "photos/lake.jpg").status == 0)
        #expect(try folder.read("old.webp") == Data("old".utf8))
        #expect(try folder.read("out/w64.webp").prefix(4) == Data("RIFF".utf8))
        #expect(folder.files(below: "out").sorted() == ["mine.txt", "w32.jpg", "w64.webp"])
    }

    @Test(arguments: [("bad.jpg", "unknown-format"), ("cut.jpg", "truncated-image"), ("nowhere.jpg", "not-found")])
    func badFilesAreNamedAndLeaveNothing(_ name: String, _ code: String) async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        let whole = try folder.read("photos/lake.jpg")
        try folder.write("not an image", to: "bad.jpg")
        try folder.write(whole.prefix(whole.count / 2), to: "cut.jpg")
        let run = await render(folder, name)
        #expect(run.status == 1)
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("renditions: \(code): \(folder(name)): "))
        #expect(!folder.contains("out"))
    }

    @Test func theImageItselfIsNotReplaced() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        let whole = try folder.read("photos/lake.jpg")
        try folder.write(whole, to: "out/w32.jpg")
        let run = await render(folder, "out/w32.jpg")
        #expect(run.status == 2)
        #expect(run.errors.hasPrefix("renditions: usage: "))
        #expect(try folder.read("out/w32.jpg") == whole)
        #expect(!folder.contains("out/w64.webp"))
    }

    @Test func aFolderThatCantBeMadeIsTheEnvironments() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        try folder.write("a file", to: "out")
        #expect(await render(folder, "photos/lake.jpg").status == 3)
    }

    @Test func filesAreToldInTheRecipesOrder() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        // The largest is made first, since the others are made from it.
        try folder.write(
            """
            name: three
            renditions:
              - {name: b, operations: [{resize: {width: 32}}], encoding: png}
              - {name: c, operations: [{resize: {width: 96}}], encoding: png}
              - {name: a, operations: [{resize: {width: 64}}], encoding: png}
            """, to: "small.yaml")
        let objects = try await render(folder, "photos/lake.jpg", "--json").objects
        #expect(objects.map { $0["rendition"] as? String } == ["b", "c", "a"])
    }

    @Test func overlaysComeFromTheirFolder() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        try folder.write(
            """
            name: marked
            renditions:
              - {name: marked, operations: [{resize: {width: 64}}, {watermark: {image: logo.png}}], encoding: png}
            """, to: "small.yaml")
        let missing = await render(folder, "photos/lake.jpg")
        #expect(missing.status == 2)
        #expect(missing.errors.hasPrefix("renditions: missing-overlay: "))
        try folder.write(try folder.read("photos/emblem.png"), to: "overlays/logo.png")
        let run = await render(folder, "photos/lake.jpg", "--overlays", folder("overlays"))
        #expect(run.status == 0)
        #expect(folder.files(below: "out") == ["marked.png"])
    }

    @Test func anOperationThatDoesNotFitIsTheRecipesFault() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        try folder.write(
            """
            name: cut
            renditions:
              - {name: cut, operations: [{crop: {width: 9000, height: 9000}}], encoding: png}
            """, to: "small.yaml")
        let run = await render(folder, "photos/lake.jpg")
        #expect(run.status == 2)
        #expect(run.errors.hasPrefix("renditions: invalid-operation: "))
    }
}

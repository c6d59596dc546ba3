import Foundation
import Testing

/// What is given on the command line, and what is found there.
@Suite struct InputTests {
    private func process(_ folder: TemporaryFolder, _ inputs: String...) async -> CommandRun {
        await CommandRun(
            ["process"] + inputs.map { folder($0) } + ["--recipe", folder("small.yaml"), "--out", folder("out")])
    }

    @Test(arguments: [
        ["process", "x", "--recipe", "web", "--out", ""], ["process", "x", "--recipe", "", "--out", "y"],
        ["process", "x", "--recipe", "web", "--out", "y", "--gallery", ""],
        ["process", "x", "--recipe", "web", "--out", "y", "--overlays", ""],
        ["render", "x", "--recipe", "web", "--out", ""], ["render", "x", "--recipe", "", "--out", "y"],
        ["render", "x", "--recipe", "web", "--out", "y", "--overlays", ""], ["plan", "x", "--recipe", ""],
        ["list", "--out", ""], ["list", "--out", "x", "--similar-to", ""], ["samples", ""],
    ])
    func emptyPathsAreRefused(_ arguments: [String]) async {
        let run = await CommandRun(arguments)
        #expect(run.status == 2)
        #expect(run.errors.hasPrefix("renditions: usage: "))
        #expect(run.errors.contains("is empty"))
    }

    @Test func twoFilesOfOneNameAreToldWhatHelps() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        try folder.write(try folder.read("photos/tartan.webp"), to: "more/lake.jpg")
        let run = await process(folder, "photos/lake.jpg", "more/lake.jpg")
        #expect(run.status == 1)
        #expect(
            run.errors.contains("renditions: invalid-key: \(folder("more/lake.jpg")): \(folder("photos/lake.jpg")) "))
        #expect(run.errors.contains("Give the folder that holds both") && run.errors.contains("another --out"))
    }

    @Test func theSameFileTwiceIsOneOriginal() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        let run = await process(folder, "photos/lake.jpg", "photos/../photos/lake.jpg", "photos", "photos/")
        #expect(run.status == 0)
        #expect(run.output.contains("6 originals done, 0 failed"))
    }

    @Test func resultsOfAnEarlierRunArePassedOver() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        _ = await process(folder, "photos")
        try FileManager.default.createDirectory(atPath: folder("all/stores"), withIntermediateDirectories: true)
        try FileManager.default.moveItem(atPath: folder("photos"), toPath: folder("all/photos"))
        // One with its records, one without.
        try FileManager.default.copyItem(atPath: folder("out"), toPath: folder("all/site"))
        try FileManager.default.copyItem(atPath: folder("out/renditions"), toPath: folder("all/stores/a"))
        let run = await process(folder, "all")
        #expect(run.status == 0)
        #expect(run.output.contains("6 originals done, 0 failed"))
        #expect(run.errors.contains("\(folder("all/site")): passed over"))
        #expect(run.errors.contains("\(folder("all/stores/a")): passed over"))
    }

    @Test func aLinkToAFolderIsPassedOverWithANote() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        let link = folder("photos/more")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder("photos"))
        let run = await process(folder, "photos")
        #expect(run.status == 0)
        #expect(run.output.contains("6 originals done, 0 failed"))
        #expect(run.errors.contains("\(link): passed over, it is a link to a folder"))
    }

    @Test func namesThatCanBeNoKeyAreToldWhatHelps() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        try folder.write("x", to: "photos/a\u{7}b.jpg")
        let run = await process(folder, "photos")
        #expect(run.status == 1)
        #expect(run.errors.contains("it has a control character. Rename it."))
    }

    @Test func aDamagedRenditionIsNamedWithItsFile() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        _ = await process(folder, "photos/lake.jpg")
        let name = try #require(folder.renditions.first)
        let whole = try folder.read("out/renditions/\(name)")
        try folder.write(whole.dropLast(20), to: "out/renditions/\(name)")
        let run = await process(folder, "photos/lake.jpg")
        #expect(run.status == 1)
        #expect(run.errors.contains("renditions: corrupt: "))
        let advice = "is damaged, not the original. Delete \(folder("out/renditions/\(name)")) and run again"
        #expect(run.errors.contains(advice))
        try FileManager.default.removeItem(atPath: folder("out/renditions/\(name)"))
        #expect(await process(folder, "photos/lake.jpg").status == 0)
    }

    @Test func failedLinesAreCounted() async throws {
        let folder = try TemporaryFolder()
        try folder.write(TemporaryFolder.smallRecipe, to: "small.yaml")
        try folder.write("not an image", to: "photos/bad.jpg")
        try folder.write("", to: "photos/empty.jpg")
        let run = await process(folder, "photos")
        #expect(run.errors.contains("[2/2] renditions: unknown-format: "))
        #expect(run.errors.contains("\(folder("photos/empty.jpg")): The file is empty."))
    }
}

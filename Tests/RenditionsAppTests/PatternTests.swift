import Foundation
import Testing

/// `--include` and `--exclude`, and links to folders.
@Suite struct PatternTests {
    static let examples: [(pattern: String, taken: [String])] = [
        ("*.jpg", ["a.jpg", "b/a.jpg", "b/c/a.jpg"]), ("a.*", ["a.jpg", "a.txt", "b/a.jpg", "b/c/a.jpg"]),
        ("?.txt", ["a.txt"]), ("b/*", ["b/a.jpg", "b/xy.png"]), ("b/**", ["b/a.jpg", "b/c/a.jpg", "b/xy.png"]),
        ("**/c/*", ["b/c/a.jpg"]), ("**/a.jpg", ["a.jpg", "b/a.jpg", "b/c/a.jpg"]),
        ("b/**/a.jpg", ["b/a.jpg", "b/c/a.jpg"]),
        ("b/**.png", ["b/xy.png"]), ("*.JPG", []), ("b", []), ("b/?.jpg", ["b/a.jpg"]), ("*b/*y*", ["b/xy.png"]),
        ("*", ["a.jpg", "a.txt", "b/a.jpg", "b/c/a.jpg", "b/xy.png"]),
    ]

    private static let all = ["a.jpg", "a.txt", "b/a.jpg", "b/c/a.jpg", "b/xy.png"]

    /// The keys of what is found below a folder: none of it is an image, so that each fails by its name.
    private func found(_ options: [String], in folder: TemporaryFolder) async throws -> (keys: [String], errors: String)
    {
        let run = await CommandRun(
            ["process", folder("in"), "--recipe", "web", "--out", folder("out"), "--json"] + options)
        return (
            try run.objects.compactMap { $0["event"] as? String == "failed" ? $0["key"] as? String : nil }.sorted(),
            run.errors
        )
    }

    private func folderOfFiles() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for name in Self.all { try folder.write("no image", to: "in/" + name) }
        return folder
    }

    @Test(arguments: examples) func includesWhatFits(_ pattern: String, _ taken: [String]) async throws {
        let (keys, _) = try await found(["--include", pattern], in: try folderOfFiles())
        #expect(keys == taken)
    }

    @Test(arguments: examples.filter { !$0.pattern.contains("b") && $0.pattern != "**/c/*" && $0.pattern != "*" })
    func excludesWhatFits(_ pattern: String, _ taken: [String]) async throws {
        let (keys, _) = try await found(["--exclude", pattern], in: try folderOfFiles())
        #expect(keys == Self.all.filter { !taken.contains($0) })
    }

    @Test(arguments: [
        (["--exclude", "c"], ["a.jpg", "a.txt", "b/a.jpg", "b/xy.png"]), (["--exclude", "b/"], ["a.jpg", "a.txt"]),
        (["--exclude", "a.jpg/"], all), (["--exclude", "*"], []),
        (["--include", "*.jpg", "--include", "*.png", "--exclude", "b/c"], ["a.jpg", "b/a.jpg", "b/xy.png"]),
    ])
    func foldersAreExcludedWithAllThatIsInThem(_ options: [String], _ taken: [String]) async throws {
        let (keys, errors) = try await found(options, in: try folderOfFiles())
        #expect(keys == taken)
        #expect(errors.contains("no file in the input folders is left") == taken.isEmpty)
    }

    @Test func whatIsGivenByItsNameIsTaken() async throws {
        let folder = try folderOfFiles()
        let run = await CommandRun(
            "process", folder("in/a.txt"), "--include", "*.jpg", "--exclude", "a.*", "--recipe", "web", "--out",
            folder("out"))
        #expect(run.errors.contains("\(folder("in/a.txt")): "))
    }

    @Test(arguments: [["--include", ""], ["--exclude", "/a"], ["--include", "drafts/"]])
    func patternsThatFitNothingAreRefused(_ options: [String]) async {
        let run = await CommandRun(["process", "x", "--recipe", "web", "--out", "y"] + options)
        #expect(run.status == 2)
        #expect(run.errors.hasPrefix("renditions: usage: \(options[0])"))
    }

    /// Many stars would take a matcher that tries every way until after the end of the world.
    @Test func patternsOfManyStarsAreQuick() async throws {
        let folder = try TemporaryFolder()
        try folder.write("no image", to: "in/" + String(repeating: "a", count: 200))
        let pattern = String(repeating: "*a", count: 60) + "b"
        #expect(try await found(["--include", pattern], in: folder).keys == [])
    }

    @Test func linksToFoldersAreToldOf() async throws {
        let folder = try folderOfFiles()
        for (link, target) in [("in/inner", folder("in/b")), ("in/outer", folder("elsewhere"))] {
            try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(atPath: folder(link), withDestinationPath: target)
        }
        let (keys, errors) = try await found([], in: folder)
        #expect(keys == Self.all)
        for link in ["in/inner", "in/outer"] {
            #expect(errors.contains("\(folder(link)): passed over, it is a link to a folder"))
        }
        let excluded = try await found(["--exclude", "inner", "--exclude", "out*/"], in: folder)
        #expect(excluded.keys == Self.all && !excluded.errors.contains("passed over"))
    }

    /// What leads nowhere is a problem only where it is asked for.
    @Test func brokenLinksThatDoNotFitAreNoProblem() async throws {
        let folder = try folderOfFiles()
        try FileManager.default.createSymbolicLink(
            atPath: folder("in/broken.tif"), withDestinationPath: "/nowhere/at/all")
        #expect(try await found([], in: folder).errors.contains("The link leads nowhere."))
        #expect(try await !found(["--include", "*.jpg"], in: folder).errors.contains("The link leads nowhere."))
        #expect(try await !found(["--exclude", "*.tif"], in: folder).errors.contains("The link leads nowhere."))
    }
}

import BuiltPrograms
import Foundation
import Testing

/// Messages say what helps in the words of the command line.
@Suite struct MessageTests {
    private static let marked = """
        name: marked
        renditions:
          - {name: marked, operations: [{resize: {width: 64}}, {watermark: {image: logo.png}}], encoding: png}
        """

    @Test(arguments: ["inspect", "process", "render", "plan"])
    func limitsAreNamedAsOptions(_ command: String) async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        let out = command == "process" || command == "render" ? ["--out", folder("out")] : []
        let recipe = command == "inspect" ? [] : ["--recipe", folder("small.yaml")]
        let run = await CommandRun([command, folder("photos/lake.jpg"), "--max-pixels", "100"] + recipe + out)
        #expect(run.status == 1)
        #expect(run.errors.contains("raise --max-pixels"))
        #expect(!run.errors.contains("ImageLimits"))
    }

    @Test func aFormatThatIsOffIsNamedWithItsOption() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            #"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>"#, to: "a.svg")
        let run = await CommandRun("inspect", file)
        #expect(run.errors.hasPrefix("renditions: forbidden-format: "))
        #expect(run.errors.contains("--allow svg"))
    }

    @Test func anEmptyFileIsSaidToBeEmpty() async throws {
        let folder = try TemporaryFolder()
        let run = await CommandRun("inspect", try folder.write("", to: "a.jpg"))
        #expect(run.status == 1)
        #expect(run.errors.hasPrefix("renditions: unknown-format: ") && run.errors.contains("The file is empty."))
    }

    @Test(arguments: ["process", "render"], [true, false])
    func anOverlayThatIsMissingIsTheCommandLinesFault(_ command: String, _ hasFolder: Bool) async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        try folder.write(Self.marked, to: "small.yaml")
        try folder.write("x", to: "overlays/another.png")
        let run = await CommandRun(
            [command, folder("photos/lake.jpg"), "--recipe", folder("small.yaml"), "--out", folder("out")]
                + (hasFolder ? ["--overlays", folder("overlays")] : []))
        #expect(run.status == 2)
        #expect(run.errors.hasPrefix("renditions: missing-overlay: ") && run.errors.contains("--overlays"))
        #expect(!folder.contains("out"))
    }

    @Test func aNameWithADashIsExplained() async {
        let run = await CommandRun("inspect", "-lake.jpg")
        #expect(run.status == 2)
        #expect(run.errors.contains("./-name"))
    }

    @Test func tooLittleMemoryIsRefusedAtOnce() async {
        let run = await CommandRun("inspect", "x", "--max-memory", "1K")
        #expect(run.status == 2)
        #expect(run.errors.contains("--max-memory must be at least 1M"))
    }

    @Test(arguments: [
        (
            #"{"name": "x", "renditions": [{"name": "a", "operations": [{"resize": {"width": "9"}}]}]}"#,
            "renditions[0].operations[0].resize.width: width must be a whole number"
        ),
        (
            "name: x\nrenditions:\n- {name: a, operations: [{resize: {width: wide}}], encoding: png}\n",
            "renditions[0].operations[0].resize.width: width must be a whole number"
        ),
        ("name: x\nrenditions: 3\n", "renditions: renditions must be a list"),
        ("name: [x]\nrenditions: []\n", "name: name must be"),
        ("{\"name\": \"x\",\n \"renditions\": ]}", "line 2, column "), ("{\"name\": ", "not JSON: line "),
    ])
    func recipesAreFaultedInWords(_ text: String, _ expected: String) async throws {
        let folder = try TemporaryFolder()
        let run = await CommandRun("recipe", "validate", try folder.write(text, to: "recipe"))
        #expect(run.status == 2)
        #expect(run.errors.contains(expected), "\(run.errors)")
        #expect(!run.errors.contains("Expected to decode"))
    }

    @Test func builtInRecipesAreValid() async {
        let run = await CommandRun("recipe", "validate", "web", "avatar", "product")
        #expect(run.status == 0)
        #expect(run.output.contains("web: valid; 7 renditions"))
    }

    @Test func rawIsInTheReference() async {
        let run = await CommandRun("recipe", "operations", "raw")
        #expect(run.status == 0)
        #expect(run.output.contains("raw (encoding)"))
    }
}

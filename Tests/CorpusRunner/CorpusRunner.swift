internal import ArgumentParser
internal import CorpusFiles
internal import Foundation

/// Puts folders of images through the built command line and looks at what it does and at what it makes.
@main
struct CorpusRunner: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Puts folders of good and of hostile images through the built tool.",
        discussion: """
            Every file goes through a process of its own; then the hostile folder as a whole through one. Fails on a \
            crash, a hang, a good file refused, a bad file taken, a rendition that holds a location or another mark of \
            an original's metadata, a child process and a socket.

            A MANIFEST.csv in the hostile folder or above it, with columns file and expected, says what must become of \
            each file: decode is made; reject and reject-strict are refused, and so is limit where the file exceeds one of \
            the default limits by what it declares; all else may be either.
            """)

    @Option(help: "The built renditions.")
    var tool: String

    @Option(help: "A folder of images of which each must be made, unless its format is not switched on.")
    var good: String?

    @Option(help: "A folder of images that nobody should trust.")
    var hostile: String?

    @Option(help: "The recipe that is made of them.")
    var recipe = "web"

    @Option(help: "Seconds that the tool is told that one image may take.")
    var seconds = 10.0

    @Option(help: "Seconds past that after which the tool counts as hung.")
    var margin = 10.0

    @Option(help: "Processes at once, and images at once in the one process.")
    var jobs = 4

    @Option(help: "Another text that no rendition may hold. Repeat for more.")
    var canary: [String] = []

    func validate() throws {
        if good == nil && hostile == nil { throw ValidationError("Give --good, --hostile or both.") }
        if jobs < 1 || seconds <= 0 || margin < 0 {
            throw ValidationError("--jobs, --seconds and --margin are counts.")
        }
    }

    func run() async throws {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("corpus-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let renditions = RenditionTool(
            path: URL(fileURLWithPath: tool).path, recipe: recipe, seconds: seconds, margin: margin)
        let markers = Marker.known + canary.map { Marker($0) }
        let run = TrialRun(tool: renditions, markers: markers, scratch: scratch)
        var summary = Summary()

        if let good {
            let folder = try ImageFolder(good)
            summary.add(try await report("Good", Trial.good(folder), run), of: "good")
        }
        if let hostile {
            let folder = try ImageFolder(hostile)
            let alone = try await report("Hostile", try Trial.hostile(folder), run)
            summary.add(alone, of: "hostile")
            Self.say("\nThe hostile folder in one process")
            let trace = try await SystemCallTrace(log: scratch + "/calls.txt")
            if trace == nil { summary.add(Self.withoutTrace) }
            var batch = BatchRun(tool: renditions, markers: markers, scratch: scratch + "/batch", jobs: jobs)
            try await batch.run(folder, alone: alone, trace: trace)
            Self.say(batch.summary)
            summary.add(batch.faults.map { "in one process: \($0)" })
        }
        Self.say(summary.text)
        if summary.hasFailed { throw ExitCode.failure }
    }

    private func report(_ title: String, _ trials: [Trial], _ run: TrialRun) async throws -> [TrialResult] {
        Self.say("\n\(title): \(trials.count) files\n\n\(TrialResult.heading)")
        return try await run.results(of: trials, jobs: jobs) { Self.say($0.text) }
    }

    /// A failure only where everything is asked for: not every machine lets a process be traced.
    private static var withoutTrace: [String] {
        Self.say("\n*** strace is missing or may not trace: NOBODY WATCHES for child processes and sockets. ***\n")
        return Requirement.all ? ["strace is missing or may not trace, and RENDITIONS_REQUIRE_ALL is set"] : []
    }

    /// Unbuffered, so that a line is seen when it is written, also where it goes to a file.
    private static func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
}

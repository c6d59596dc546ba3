import Foundation
import Testing

/// What `--help` prints is read by people and copied into documents: it changes on purpose only.
///
/// `UPDATE_GOLDEN=1 swift test --filter HelpTests` writes the files anew.
@Suite struct HelpTests {
    static let commands: [[String]] = [
        [], ["process"], ["render"], ["inspect"], ["plan"], ["recipe"], ["recipe", "validate"], ["recipe", "show"],
        ["recipe", "operations"], ["list"], ["doctor"], ["watch"], ["workflow"], ["workflow", "list"],
        ["workflow", "show"], ["workflow", "history"], ["workflow", "cancel"], ["workflow", "redrive"],
        ["workflow", "states"], ["workflow", "graph"], ["rerender", "plan"], ["rerender", "apply"],
        ["quarantine", "list"], ["quarantine", "replay"], ["erase"], ["sweep"], ["deploy", "policy"],
        ["deploy", "document"],
    ]

    @Test(arguments: commands) func helpIsAsAgreed(_ command: [String]) async throws {
        let run = await CommandRun(command + ["--help"])
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
        let name = (["renditions"] + command).joined(separator: "-") + ".txt"
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
            try Data(run.output.utf8).write(to: file)
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        #expect(run.output == golden)
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test func versionIsPrinted() async {
        let run = await CommandRun("--version")
        #expect(run.status == 0)
        #expect(run.output.contains("."))
    }

    @Test(arguments: [
        ["frobnicate"], ["process", "--out", "x"], ["process", "x", "--recipe", "web"],
        ["process", "x", "--recipe", "web", "--out", "y", "--jobs", "0"],
        ["process", "x", "--recipe", "web", "--out", "y", "--max-bytes", "many"],
        ["process", "x", "--recipe", "web", "--out", "y", "--max-seconds", "0"],
        ["process", "x", "--recipe", "web", "--out", "y", "--allow", "bmp"],
        ["list", "--out", "x", "--state", "lost"], ["list", "--out", "x", "--distance", "65"],
    ])
    func wrongCommandLinesAreExplained(_ arguments: [String]) async {
        let run = await CommandRun(arguments)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("renditions: usage: "))
        #expect(!run.errors.contains("Optional("))
    }
}

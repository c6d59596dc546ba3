import BuiltPrograms
import CorpusFiles
import Foundation
import Renditions
import RenditionsTesting
import ServedProgram
import Testing

/// What `make serve` runs, with the programs that are built already: it takes photographs, and what it says to try works.
@Suite(.timeLimit(.minutes(10))) struct ServeScriptTests {
    static let hasCurl = (try? ProgramRun(["curl", "--version"]))?.status == 0

    @Test(.enabled(if: hasCurl || Requirement.all, "curl is missing: `make deps` installs it"))
    func whatItSaysToTryWorks() async throws {
        let folder = try TemporaryFolder()
        for seed in 1...2 {
            let image = TestImage.gradient(PixelSize(width: 300 * seed, height: 200))
            try folder.write(Data(PNGWriter.encode(image)), to: "photos/\(seed).png")
        }
        let named = TestImage.gradient(PixelSize(width: 200, height: 200))
        try folder.write(Data(PNGWriter.encode(named)), to: "photos/it's \u{FC}, 50% & #3?.png")
        try folder.write("no image", to: "photos/notes.txt")
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Examples/serve.sh").path
        let program = try RunningProgram(
            "/bin/sh", [script, BuiltProgram("renditions").path, BuiltProgram("renditions-server").path],
            environment: ["PORT": "0", "PHOTOS": folder("photos")], folder: folder.path)
        do {
            try await tryWhatItSays(program, in: folder)
        } catch {
            // The server is a process of its own, which the script ends.
            program.send(signal: SIGTERM)
            _ = await program.status()
            throw error
        }
        program.send(signal: SIGTERM)
        #expect(await program.status() == 0)
        #expect(await program.output.line(with: "Ended.") != nil)
    }

    private func tryWhatItSays(_ program: RunningProgram, in folder: TemporaryFolder) async throws {
        try #require(await program.output.line(with: "Ctrl-C ends it.") != nil, "\(program.errors.all)")
        let lines = program.output.all
        #expect(lines.count { $0.contains(".png  ready  http://127.0.0.1:") } == 3)
        #expect(lines.contains { $0.hasPrefix("  it's \u{FC}, 50% & #3?.png  ready") })
        #expect(lines.contains { $0.hasPrefix("  notes.txt  refused") && $0.contains("Accepted are") })

        let commands = lines.filter { $0.hasPrefix("    ") }.map { line in
            // A refusal is a failure.
            line.replacing("curl ", with: "curl --fail -sS --max-time 120 ")
        }
        #expect(commands.count > 12)
        let all = try folder.write("set -eu\ncd \(folder.path)\n" + commands.joined(separator: "\n"), to: "try.sh")
        let run = try ProgramRun(["sh", all])
        #expect(run.status == 0, "\(run.errors)")
        for text in [
            "event: done", "\"upload\":", "<picture>", "\"images\":", "renditions_http_requests_seconds_count",
            "\"openapi\":\"3.1.0\"", "HTTP/1.1 20", "uploads/",
        ] { #expect(run.output.contains(text), "\(text)") }
        #expect(try Data(contentsOf: URL(filePath: folder("serve/part"))).count == 100)
        #expect(folder.contains("serve/1.png"))
    }
}

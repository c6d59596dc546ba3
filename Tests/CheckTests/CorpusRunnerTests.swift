import BuiltPrograms
import CorpusFiles
import Foundation
import Renditions
import RenditionsTesting
import Testing

/// `make corpus`, on tools that do what a tool must not, and on the real one.
@Suite struct CorpusRunnerTests {
    let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        for name in ["a.jpg", "b.jpg"] { try folder.write("not an image".utf8, to: "hostile/\(name)") }
    }

    /// A tool that refuses every file, as a script.
    ///
    /// - Parameters:
    ///   - folder: what it does first where it is given a whole folder.
    ///   - file: what it does instead where it is given a file.
    private func tool(
        shell: String = "/bin/sh", onFolder folder: String = ":", onFile file: String = "refuse \"$2\""
    ) throws -> String {
        let script = """
            #!\(shell)
            refuse() { echo "{\\"event\\":\\"failed\\",\\"path\\":\\"$1\\",\\"failure\\":{\\"code\\":\\"unknown-format\\"}}"; }
            if [ -d "$2" ]; then
                \(folder)
                for name in "$2"/*.jpg; do refuse "$name"; done
            else
                \(file)
            fi
            exit 1
            """
        return try self.folder.write(script.utf8, to: "tool", mode: 0o700)
    }

    private func run(_ tool: String, _ more: String...) throws -> ProgramRun {
        try ProgramRun(
            [
                BuiltProgram("CorpusRunner").path, "--tool", tool, "--hostile", folder("hostile"), "--seconds", "2",
                "--margin", "1",
            ] + more,
            // The address sanitizer looks for leaks from a process that it starts for that, and not where it is traced.
            environment: ["ASAN_OPTIONS": "detect_leaks=0"])
    }

    @Test func findsNothingInAToolThatRefuses() throws {
        let run = try run(tool())
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output.contains("corpus: no faults"))
    }

    // A shell in parentheses is a process of its own that starts no other program.
    @Test(
        .enabled(if: Tracing.isPossible, Tracing.advice),
        arguments: [("/bin/sh", "(:)"), ("/bin/sh", "/bin/true"), ("/bin/bash", "exec 3<>/dev/udp/127.0.0.1/9")])
    func seesAChildProcessAndASocket(shell: String, misdeed: String) throws {
        let run = try run(tool(shell: shell, onFolder: misdeed))
        #expect(run.status == 1)
        #expect(run.output.contains("FAULT: in one process: a child process or a socket: "), "\(run.output)")
        #expect(!run.output.contains("NOBODY WATCHES"))
    }

    @Test(arguments: [
        ("kill -SEGV $$", "crashed with signal 11"), ("while :; do :; done", "did not end in time"),
        (":", "ended with exit 1"), ("refuse \"$2\"; exit 0", "ended with exit 0"),
        ("echo '{\"event\":\"finished\",\"path\":\"'\"$2\"'\",\"made\":1}'; exit 0", "0 renditions are stored"),
    ])
    func seesAFileThatEndsAstray(misdeed: String, fault: String) throws {
        let run = try run(tool(onFile: misdeed))
        #expect(run.status == 1)
        #expect(run.output.contains("FAULT: hostile/a.jpg: \(fault)"), "\(run.output)")
        #expect(run.output.contains("FAULT: hostile/b.jpg: \(fault)"), "\(run.output)")
    }

    @Test func seesAFileOfWhichNothingIsSaid() throws {
        let run = try run(tool(onFolder: "exit 1"))
        #expect(run.status == 1)
        #expect(run.output.contains("FAULT: in one process: a.jpg: nothing was said of it"), "\(run.output)")
    }

    /// The manifest says what must become of a file, and a limit is a matter of what the file declares.
    @Test func holdsAToolToTheManifest() throws {
        let small = PNGWriter.encode(TestImage.gradient(PixelSize(width: 30, height: 20)))
        for name in ["bad", "small", "good", "unlisted"] { try folder.write(small, to: "hostile/\(name).jpg") }
        try folder.write(
            "file,expected,note\nhostile/bad.jpg,reject,\"two\nlines\"\nhostile/small.jpg,limit,\nhostile/good.jpg,decode,\n"
                .utf8, to: "MANIFEST.csv")
        let taking = try tool(onFile: "echo '{\"event\":\"finished\",\"path\":\"'\"$2\"'\",\"made\":0}'; exit 0")
        let run = try run(taking)
        #expect(run.status == 1)
        #expect(run.output.contains("FAULT: hostile/bad.jpg: a bad file was taken"))
        #expect(!run.output.contains("FAULT: hostile/small.jpg: a bad file"))
        #expect(!run.output.contains("FAULT: hostile/unlisted.jpg: a bad file"))
        #expect(run.output.contains("FAULT: in one process: good.jpg: unknown-format: a good file was refused"))
    }

    @Test func findsNothingInOurOwnTool() throws {
        for seed in 0..<3 as Range<UInt64> {
            let picture = TestImage.noise(PixelSize(width: 40, height: 30), seed: seed)
            try folder.write(PNGWriter.encode(picture), to: "good/\(seed).png")
        }
        let run = try run(BuiltProgram("renditions").path, "--good", folder("good"), "--seconds", "60")
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output.contains("corpus: no faults"))
    }
}

internal import ArgumentParser
internal import RenditionsVips

/// `renditions doctor`.
struct DoctorCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Tells what this machine can do, and whether it is safe to take files from strangers.",
        usage: """
            renditions doctor [<options>]
            """,
        discussion: """
            Formats, fonts and dangerous features are tried out, not told from version numbers: every encoder writes \
            and every decoder reads a small picture, and files that are known to hang, swell or leak elsewhere go \
            through the engine. The exit status is 3 when one of them is not refused, or libvips can't be started.
            """)

    @Flag(help: "Prints one JSON object.")
    var json = false

    @OptionGroup var engine: EngineOptions

    func run(on console: Console) async throws {
        let engine = try engine.engine(threads: VipsEngineConfiguration.processorCount)
        let report = try await Doctor(engine: engine).examine()
        if json {
            console.print(try JSONText.page(report))
        } else {
            for line in report.lines { console.print(line) }
        }
        guard report.probes.allSatisfy(\.isSafe) else {
            console.complain(
                "unsafe", "This installation does not refuse what it must. Do not give it files of strangers.")
            throw ExitStatus.environment
        }
    }
}

internal import ArgumentParser
internal import Renditions
internal import RenditionsVips

/// `renditions inspect`.
struct InspectCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Tells what the headers of images say.",
        discussion: """
            Reads no pixels unless an analysis is asked for. Places are told of, never shown. A file that can't be read \
            is named on standard error, and the others go on.

            \(ExitStatus.documentation)
            """)

    @Argument(help: ArgumentHelp("Image files.", valueName: "file"))
    var files: [String]

    @Flag(help: "Also looks at the pixels: placeholders, colours, entropy, sharpness, perceptual hash.")
    var analyze = false

    @Flag(help: "Prints one JSON object a line for every file.")
    var json = false

    @OptionGroup var engine: EngineOptions

    func run(on console: Console) async throws {
        let engine = try engine.engine(threads: 1)
        var failed = false
        for file in files {
            try Task.checkCancellation()
            do {
                let report = try await Inspection(of: file, with: engine, analyzing: analyze)
                if json {
                    console.print(try JSONText.line(report))
                } else {
                    for line in report.lines { console.print(line) }
                }
            } catch let error as CancellationError {
                throw error
            } catch {
                let failure = AssetFailure(error)
                console.complain(failure.code, "\(file.printable): \(failure.message.inToolWords)")
                failed = true
            }
        }
        if failed { throw ExitStatus.someFailed }
    }
}

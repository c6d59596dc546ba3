internal import ArgumentParser
internal import NIOCore
internal import RenditionsVips

/// `renditions samples`, which `make demo` calls.
struct SamplesCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "samples", abstract: "Paints sample photographs into a folder.", shouldDisplay: false)

    @Argument(help: ArgumentHelp("The folder; made where it is missing.", valueName: "folder"))
    var folder: String

    @Option(help: ArgumentHelp("Pixels of the longer side of the largest.", valueName: "pixels"))
    var longest = 6000

    func validate() throws {
        try PathCheck.refuseEmpty("The folder", folder)
        guard (100...16_000).contains(longest) else { throw ValidationError("--longest must be 100 to 16000.") }
    }

    func run(on console: Console) async throws {
        let samples = SamplePhotographs(engine: try VipsEngine(), longestSide: longest)
        try FileWriter.makeFolder(folder)
        for name in SamplePhotographs.names {
            try Task.checkCancellation()
            guard let bytes = try await samples.paint(name) else { continue }
            try FileWriter.write(bytes, to: folder + "/" + name)
            console.note("painted \(folder.printable)/\(name) (\(Amount.bytes(bytes.readableBytes)))")
        }
    }
}

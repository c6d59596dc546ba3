internal import ArgumentParser
internal import Renditions
internal import RenditionsTasks

/// `renditions rerender apply`.
struct RerenderApplyCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Makes what is stale anew.",
        usage: """
            renditions rerender apply --originals <folder> --recipe <file|name>
                --out <folder> [<options>]
            """,
        discussion: """
            What was done is not stale any more: a run that was broken off goes on where it was when it is begun again. \
            Renditions that no record names any more stay until `renditions sweep`.

            \(ExitStatus.documentation)
            """)

    @OptionGroup var originals: OriginalsOption

    @OptionGroup var service: ServiceOptions

    @Flag(help: "Believes the records, and does not look whether every rendition is still there.")
    var trustRecords = false

    @Option(help: ArgumentHelp("Begins at most so many originals a second.", valueName: "count"))
    var rate: Double?

    func validate() throws {
        if let rate, !(rate > 0 && rate <= 1e6) { throw ValidationError("--rate must be above 0.") }
    }

    func run(on console: Console) async throws {
        _ = try OutputFolder.records(in: service.output.out)
        let images = try await service.service(onFolder: originals.originals, isForRecipeOnly: true)
        let result = try await images.whileWorking { [self] in
            try await Rerender(images.ingestor, looksInStore: !trustRecords).apply(
                concurrency: service.jobCount, rate: rate, run: ToolRun().name
            ) { progress in
                let name = progress.item.key.rawValue.printable
                switch progress.outcome {
                case .done(let outcome): console.note("\(name): \(outcome.rawValue)")
                case .failed(let error): console.complain(error, "\(name): its record says why.")
                }
            }
        }
        console.print(
            "\(Amount.count(result.done, "asset")) made anew, \(result.failed) failed, \(result.passed) gone or replaced, "
                + "of \(result.checked)")
        if result.failed > 0 { throw ExitStatus.someFailed }
    }
}

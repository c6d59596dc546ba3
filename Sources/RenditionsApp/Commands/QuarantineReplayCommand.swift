internal import ArgumentParser
internal import Renditions
internal import RenditionsFileSystem
internal import RenditionsTasks
internal import RenditionsVips

/// `renditions quarantine replay`.
struct QuarantineReplayCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Processes what is in quarantine again, with the recipe that it was asked for with.",
        usage: """
            renditions quarantine replay [<key> ...] --originals <folder>
                --out <folder> [<options>]
            """,
        discussion: """
            Without keys everything that is in quarantine. What succeeds leaves it.

            \(ExitStatus.documentation)
            """)

    @Argument(help: ArgumentHelp("Keys of originals: their paths below the folder.", valueName: "key"))
    var keys: [String] = []

    @OptionGroup var originals: OriginalsOption

    @OptionGroup var output: OutputOption

    @Option(
        help: ArgumentHelp(
            "What to make, in the place of what was asked for then: a file, or web, avatar, product.",
            valueName: "file|name"))
    var recipe: String?

    @OptionGroup var overlays: OverlaysOption

    @OptionGroup var engine: EngineOptions

    func run(on console: Console) async throws {
        var wanted = Set(try keys.map(ObjectKey.init(argument:)))
        let records = try OutputFolder.records(in: output.out)
        try OriginalsFolder.check(originals.originals, against: output.out)
        let folder = try OutputFolder(creating: output.out)
        let quarantine = Quarantine(try folder.quarantine())
        let other = try recipe.map { try RecipeDocument.recipe(named: $0) }
        let vips = try engine.engine(threads: VipsEngineConfiguration.processorCount)
        var failed = 0
        var count = 0
        for try await record in records.records(where: RecordFilter(states: [.quarantined])) {
            let key = record.value.original.key
            guard keys.isEmpty || wanted.remove(key) != nil else { continue }
            let name = key.rawValue.printable
            guard let entry = try await quarantine.entry(record.value.id) else {
                failed += 1
                console.complain("not-found", "\(name): nothing is kept for a replay. Process it again with a recipe.")
                continue
            }
            let item = try await replay(entry, other ?? entry.recipe, vips, folder)
            if let failure = item.failure {
                failed += 1
                console.complain(failure.code, "\(name): \(failure.message.inToolWords)")
            } else {
                try await quarantine.remove(record.value.id)
                count += 1
                console.print("\(name): \(Amount.count(item.made.count + item.skipped.count, "rendition"))")
            }
        }
        for key in wanted.sorted() {
            failed += 1
            console.complain("not-found", "\(key.rawValue.printable): not in quarantine.")
        }
        console.print("\(Amount.count(count, "original")) done, \(failed) failed")
        if failed > 0 { throw ExitStatus.someFailed }
    }

    private func replay(
        _ entry: QuarantineEntry, _ recipe: Recipe, _ vips: VipsEngine, _ folder: OutputFolder
    ) async throws -> BatchItem {
        let key = entry.request.original.key
        let processor = try ImageProcessor(
            originals: try OriginalsFolder.store(originals.originals, maximumBytes: vips.limits.inputBytes),
            renditions: folder.renditions, records: folder.records, engine: vips, recipe: recipe,
            overlays: try await overlays.store(for: recipe, maximumBytes: vips.limits.inputBytes))
        let run = ToolRun()
        let service = try ImageService(
            processor, in: folder, queue: try ImageService.queue(of: [originals.originals], for: recipe), executions: 1)
        return try await service.whileWorking {
            try await ProcessedOriginal(service: service, key: key, run: run).finish(
                BatchItem(name: key.rawValue, key: key)
            ) { _ in }
        }
    }
}

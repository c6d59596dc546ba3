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
            renditions quarantine replay [<key> ...] --on aws [<options>]
            """,
        discussion: """
            Without keys everything that is in quarantine. What succeeds leaves it.

            With --on aws a deployment does it, with the recipe that it has now: an execution of the workflow of uploads \
            begins for each, and this command waits for all of them. The same command given twice joins the same \
            executions; what has failed again is begun anew.

            \(ExitStatus.documentation)
            """)

    @Argument(help: ArgumentHelp("Keys of originals: their paths below the folder.", valueName: "key"))
    var keys: [String] = []

    @Option(help: ArgumentHelp("Who does it: local or aws.", valueName: "place"))
    var on = WorkPlace.local

    @Option(
        help: ArgumentHelp(
            "The folder of originals, as it was given to `renditions process` or `watch`.", valueName: "folder"))
    var originals: String?

    @Option(help: ArgumentHelp("The output folder of `renditions process` or `watch`.", valueName: "folder"))
    var out: String?

    @Option(
        help: ArgumentHelp(
            "What to make, in the place of what was asked for then: a file, or web, avatar, product.",
            valueName: "file|name"))
    var recipe: String?

    @OptionGroup var overlays: OverlaysOption

    @OptionGroup var engine: EngineOptions

    @Option(
        help: ArgumentHelp(
            "With --on aws: the workflow that uploads begin, where it is not process-image.", valueName: "workflow"))
    var process: String?

    @OptionGroup(title: "With --on aws") var remote: RemoteQuarantineOptions

    func validate() throws {
        for (name, value) in [("--originals", originals), ("--out", out), ("--process", process)] {
            try PathCheck.refuseEmpty(name, value)
        }
        switch on {
        case .local:
            for (name, value) in [("--originals", originals), ("--out", out)] where value == nil {
                throw ValidationError("Missing expected argument '\(name)'")
            }
            guard !remote.isGiven, process == nil else {
                throw ValidationError("Options of a deployment need --on aws.")
            }
        case .aws:
            guard originals == nil, out == nil, recipe == nil, overlays.overlays == nil else {
                throw ValidationError(
                    "--originals, --out, --recipe and --overlays are the deployment's own with --on aws.")
            }
        }
    }

    func run(on console: Console) async throws {
        let keys = try keys.map(ObjectKey.init(argument:))
        switch on {
        case .local: try await replayHere(keys, on: console)
        case .aws: try await replayThere(keys, on: console)
        }
    }

    private func replayThere(_ keys: [ObjectKey], on console: Console) async throws {
        let machines = try ToolFailure.unlessMissing(
            remote.account.environment(on: console)["RENDITIONS_STATE_MACHINES"], "RENDITIONS_STATE_MACHINES")
        try await remote.withQuarantine(on: console) { remote, account in
            try await RemoteReplay(
                remote, account: account, machines: machines,
                workflow: process ?? ShippedWorkflow.processImage.rawValue
            ).run(keys, on: console)
        }
    }

    private func replayHere(_ keys: [ObjectKey], on console: Console) async throws {
        guard let originals, let out else { return }
        var wanted = Set(keys)
        let records = try OutputFolder.records(in: out)
        try OriginalsFolder.check(originals, against: out)
        let folder = try OutputFolder(creating: out)
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
            let item = try await replay(entry, other ?? entry.recipe, vips, folder, originals)
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
        _ entry: QuarantineEntry, _ recipe: Recipe, _ vips: VipsEngine, _ folder: OutputFolder, _ originals: String
    ) async throws -> BatchItem {
        let key = entry.request.original.key
        let processor = try ImageProcessor(
            originals: try OriginalsFolder.store(originals, maximumBytes: vips.limits.inputBytes),
            renditions: folder.renditions, records: folder.records, engine: vips, recipe: recipe,
            overlays: try await overlays.store(for: recipe, maximumBytes: vips.limits.inputBytes))
        let run = ToolRun()
        let service = try ImageService(
            processor, in: folder, queue: try ImageService.queue(of: [originals], for: recipe), executions: 1)
        return try await service.whileWorking {
            try await ProcessedOriginal(service: service, key: key, run: run).finish(
                BatchItem(name: key.rawValue, key: key)
            ) { _ in }
        }
    }
}

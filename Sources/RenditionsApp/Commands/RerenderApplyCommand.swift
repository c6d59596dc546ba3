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
            renditions rerender apply --on aws [<options>]
            """,
        discussion: """
            What was done is not stale any more: a run that was broken off goes on where it was when it is begun again. \
            Renditions that no record names any more stay until `renditions sweep`.

            With --on aws a deployment does it: Step Functions lists the bucket of originals, and the functions look at \
            each with the recipe that they have. Originals that have been missed, and those in quarantine, are processed as \
            uploads are. This command begins that, shows how far it is, and waits for its end. Interrupting it \
            interrupts nothing there; the same command on the same day follows it again.

            \(ExitStatus.documentation)
              \(RerenderSummary.status)
            """)

    @Option(help: ArgumentHelp("Who does it: local or aws.", valueName: "place"))
    var on = WorkPlace.local

    @Option(
        help: ArgumentHelp(
            "The folder of originals, as it was given to `renditions process` or `watch`; with --on aws their place in S3. "
                + "(default: RENDITIONS_ORIGINALS)",
            valueName: "folder|s3-url"))
    var originals: String?

    @Option(
        help: ArgumentHelp(
            "What to make: a YAML or JSON file, or one of the built-in recipes web, avatar, product.",
            valueName: "file|name"))
    var recipe: String?

    @Option(help: ArgumentHelp("The output folder of `renditions process` or `watch`.", valueName: "folder"))
    var out: String?

    @OptionGroup var jobs: JobsOption

    @OptionGroup var overlays: OverlaysOption

    @OptionGroup var engine: EngineOptions

    @Flag(help: "Believes the records, and does not look whether every rendition is still there.")
    var trustRecords = false

    @Option(help: ArgumentHelp("Begins at most so many originals a second.", valueName: "count"))
    var rate: Double?

    @OptionGroup(title: "With --on aws") var remote: RemoteRerenderOptions

    func validate() throws {
        if let rate, !(rate > 0 && rate <= 1e6) { throw ValidationError("--rate must be above 0.") }
        for (name, value) in [("--originals", originals), ("--recipe", recipe), ("--out", out)] {
            try PathCheck.refuseEmpty(name, value)
        }
        switch on {
        case .local:
            for (name, value) in [("--originals", originals), ("--recipe", recipe), ("--out", out)] where value == nil {
                throw ValidationError("Missing expected argument '\(name)'")
            }
            guard !remote.isGiven else { throw ValidationError("Options of a deployment need --on aws.") }
        case .aws:
            let isLocal = recipe != nil || out != nil || jobs.jobs != nil || overlays.overlays != nil || rate != nil
            guard !isLocal else {
                throw ValidationError(
                    "--recipe, --out, --jobs, --overlays and --rate are the deployment's own with --on aws.")
            }
        }
    }

    func run(on console: Console) async throws {
        switch on {
        case .aws: try await remote.apply(originals: originals, trustsRecords: trustRecords, on: console)
        case .local: try await runHere(on: console)
        }
    }

    private func runHere(on console: Console) async throws {
        guard let originals, let recipe, let out else { return }
        _ = try OutputFolder.records(in: out)
        let images = try await LocalService(
            recipe: RecipeDocument.recipe(named: recipe), out: out, jobs: jobs.count, overlays: overlays, engine: engine
        ).service(onFolder: originals, isForRecipeOnly: true)
        let result = try await images.whileWorking { [self] in
            try await Rerender(images.ingestor, looksInStore: !trustRecords).apply(
                concurrency: jobs.count, rate: rate, run: ToolRun().name
            ) { progress in
                let name = progress.item.key.rawValue.printable
                switch progress.outcome {
                case .done(let outcome): console.note("\(name): \(outcome.rawValue)")
                case .failed(let error): console.complain(error, "\(name): its record says why.")
                }
            }
        }
        try await RerenderSummary(result).end(on: console, originals: images.processor.originals)
    }
}

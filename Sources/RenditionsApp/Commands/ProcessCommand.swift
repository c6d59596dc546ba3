internal import ArgumentParser
internal import Renditions
internal import RenditionsFileSystem
internal import RenditionsVips

/// `renditions process`.
struct ProcessCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "process",
        abstract: "Makes every rendition of a recipe of every original.",
        usage: """
            renditions process <input> ... --recipe <file|name> --out <folder>
                [<options>]
            """,
        discussion: """
            Folders are searched to the bottom; what starts with a dot is passed over. In patterns `*` stands for any \
            characters of a name, `?` for one, `**` for any folders; a pattern without a slash is asked of names at any \
            depth, another one of the path below the folder that was given. An original's key is its path \
            below the folder that was given. Renditions that are there already are skipped, so that running again does \
            only what is missing. A bad file is named on standard error, and the others go on.

            The output folder gets `renditions/` (the images, each with its metadata), `records.sqlite` (what is known of \
            every original), `workflows.sqlite` (what was done step by step: see `renditions workflow`) and \
            `quarantine/`. Originals are only read. What was under way when the process was killed goes on from its last \
            finished step when the same is run again.

            \(ExitStatus.documentation)
            """)

    @Argument(help: ArgumentHelp("Files and folders of originals.", valueName: "input"))
    var inputs: [String]

    @OptionGroup var filter: FilterOptions

    @OptionGroup var recipe: RecipeOption

    @Option(help: ArgumentHelp("The folder for results; made where it is missing.", valueName: "folder"))
    var out: String

    @OptionGroup var jobs: JobsOption

    @OptionGroup var overlays: OverlaysOption

    @Option(
        help: ArgumentHelp(
            "Writes a page that shows every original beside its renditions, as one HTML file.", valueName: "file"))
    var gallery: String?

    @Flag(help: "Prints one JSON object a line for every event and a summary, instead of the table.")
    var json = false

    @OptionGroup var engine: EngineOptions

    func validate() throws {
        try PathCheck.refuseEmpty("--out", out)
        try PathCheck.refuseEmpty("--gallery", gallery)
    }

    func run(on console: Console) async throws {
        let recipe = try recipe.load()
        try checkFolders()
        let page = try gallery.map {
            try GalleryFile($0, inputs: inputs, recipe: self.recipe.recipe, out: out)
        }
        let vips = try engine.engine(threads: jobs.count)
        let marks = try await overlays.store(for: recipe, maximumBytes: vips.limits.inputBytes)
        var walk = SourceWalk(filter: filter.filter)
        for input in inputs { walk.add(input) }
        for note in walk.notes { console.note(note) }
        if walk.files.isEmpty, walk.problems.isEmpty, filter.filter != PathFilter() {
            console.note("no file in the input folders is left by --include and --exclude")
        }
        let output = try OutputFolder(creating: out)
        let processor = try ImageProcessor(
            originals: try SourceFolderStore(walk.files, maximumBytes: vips.limits.inputBytes),
            renditions: output.renditions, records: output.records, engine: vips, recipe: recipe,
            overlays: marks)
        let report: any BatchReport = json ? JSONLinesReport(console) : TextReport(console)
        let service = try ImageService(
            processor, in: output, queue: try ImageService.queue(of: inputs), executions: 2 * jobs.count)
        let batch = Batch(service: service, jobs: jobs.count, report: report)
        let (summary, items) = try await service.whileWorking { [walk] in try await batch.run(walk) }
        if let page {
            try page.write(try await Gallery(processor: processor, engine: vips).page(of: items, summary: summary))
        }
        guard summary.failed == 0 else { throw ExitStatus.someFailed }
    }

    /// Results among the originals would be taken for originals by the next run.
    private func checkFolders() throws {
        let target = FilePaths.resolvedAhead(out)
        for input in inputs {
            guard let source = FilePaths.resolved(input) else { continue }
            if FilePaths.lies(target, in: source) || FilePaths.lies(source, in: target + "/renditions") {
                throw ToolFailure.usage(
                    "The output folder \(out.printable) and the input \(input.printable) overlap: renditions would be "
                        + "taken for originals. Choose a folder beside the input.")
            }
        }
    }
}

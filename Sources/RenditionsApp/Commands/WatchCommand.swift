internal import ArgumentParser
internal import Renditions
internal import RenditionsFileSystem
internal import RenditionsTasks
internal import RenditionsWorkflow

/// `renditions watch`.
struct WatchCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Processes what comes into a folder, and removes what is made of what goes.",
        usage: """
            renditions watch <folder> --recipe <file|name> --out <folder>
                [<options>]
            """,
        discussion: """
            Files that are written, moved here or replaced are processed once they are whole; of those that are deleted \
            the renditions go as well. What happened while nobody watched is made up for at the start, and what was under \
            way when the process was killed goes on from its last finished step. Several processes may watch into one \
            output folder.

            Prints a line for each original that is done. Runs until it is interrupted.

            \(ExitStatus.documentation)
            """)

    @Argument(help: ArgumentHelp("The folder of originals.", valueName: "folder"))
    var folder: String

    @OptionGroup var service: ServiceOptions

    @Option(
        help: ArgumentHelp(
            "How long a file that was found, and not seen to be written, has to stand still.", valueName: "seconds"))
    var settle = 2.0

    @Flag(
        help: ArgumentHelp(
            "Takes an empty folder for one from which everything was removed, and removes what was made. Otherwise it is "
                + "taken for one that is not mounted."))
    var acceptEmptied = false

    @Flag(help: "Prints one JSON object a line.")
    var json = false

    func validate() throws {
        try PathCheck.refuseEmpty("the folder", folder)
        guard (0...3600).contains(settle) else { throw ValidationError("--settle must be 0 to 3600 seconds.") }
    }

    func run(on console: Console) async throws {
        let images = try await service.service(onFolder: folder)
        let watcher = try FolderWatcher(
            root: folder, state: service.output.out + "/watch-\(try ImageService.queue(of: [folder])).sqlite",
            configuration: FolderWatcher.Configuration(
                settleTime: .seconds(settle), acceptsEmptied: acceptEmptied
            ) { problem in
                console.complain(
                    problem.error.code.description, "\(problem.path.printable): \(problem.error.message)")
            })
        console.note("watching \(folder.printable); interrupt to end")
        let report = WatchReport(console, json: json)
        try await images.whileWorking {
            // One task writes all lines, so that they never mix.
            let (notes, notebook) = AsyncStream.makeStream(of: WatchNote.self)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    defer { notebook.finish() }
                    try await Self.follow(watcher, images, notebook)
                }
                for await note in notes { report.tell(note) }
                group.cancelAll()
                try await group.waitForAll()
                try Task.checkCancellation()
            }
        }
    }

    /// Originals of which the end is waited for at once. The others are carried out as well, and told of later.
    private static let mostAwaited = 256

    /// Begins what has to be done about every event, and notes how it ends.
    private static func follow(
        _ watcher: FolderWatcher, _ images: ImageService, _ notebook: AsyncStream<WatchNote>.Continuation
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            var awaited = 0
            for try await delivery in watcher.events() {
                guard let execution = try await begin(delivery, images, notebook) else { continue }
                if awaited >= mostAwaited {
                    try await group.next()
                    awaited -= 1
                }
                awaited += 1
                group.addTask {
                    let outcome = try await images.runner.outcome(of: execution.identity)
                    let record = try await images.processor.records.record(AssetID(original: delivery.event.key))
                    notebook.yield(
                        WatchNote(event: delivery.event, end: .outcome(outcome, record?.value)))
                }
            }
        }
    }

    /// Begins what has to be done about one event. A file that can't be read is named, and is told of again at the next
    /// start; the others go on.
    ///
    /// - Returns: nil when nothing was begun.
    private static func begin(
        _ delivery: FolderDelivery, _ images: ImageService, _ notebook: AsyncStream<WatchNote>.Continuation
    ) async throws -> ExecutionDescription? {
        do {
            let ingestion = try await images.ingestor.ingest(delivery.event)
            // The journal has it now: it is carried out, whatever happens to this process.
            try await delivery.acknowledge()
            return ingestion.execution
        } catch let error as StoreError {
            notebook.yield(WatchNote(event: delivery.event, end: .unreadable(AssetFailure(error))))
            return nil
        }
    }
}

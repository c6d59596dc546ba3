internal import ArgumentParser
internal import Renditions
internal import RenditionsFileSystem
internal import RenditionsTasks

/// `renditions sweep`.
struct SweepCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract:
            "Removes what nothing tells of any more: old renditions, temporary files, the history of what has ended.",
        usage: """
            renditions sweep --out <folder> [<options>]
            """,
        discussion: """
            Renditions that no record names (of older versions, of another recipe, of killed processes) go when they and \
            the record have been left alone for --grace days. So do tombstones and ended executions that are old enough.

            One output folder is for one recipe at a time: of two, the sweep takes what the later one does not name.
            """)

    @OptionGroup var output: OutputOption

    @Option(help: ArgumentHelp("How long what no record names is left alone.", valueName: "days"))
    var grace = 1.0

    @Option(help: ArgumentHelp("How long tombstones and ended executions stay.", valueName: "days"))
    var history = 30.0

    @Flag(help: "Says what would go, and leaves it.")
    var dryRun = false

    @Flag(help: "Prints one JSON object.")
    var json = false

    func validate() throws {
        guard (0...36_500).contains(grace) else { throw ValidationError("--grace must be 0 to 36500 days.") }
        guard (0...36_500).contains(history) else { throw ValidationError("--history must be 0 to 36500 days.") }
    }

    private struct Report: Encodable {
        var renditions: SweepResult
        var temporaryFiles = 0
        var emptyFolders = 0
        /// What could not be looked into: paths below the store, with codes.
        var obstacles: [String: String] = [:]
        var executions = 0
    }

    func run(on console: Console) async throws {
        let records = try OutputFolder.records(in: output.out)
        let store = try FileObjectStore(root: output.out + "/renditions")
        let day = 86_400.0
        let sweep = Sweep(renditions: store, records: records, grace: grace * day, tombstoneLife: history * day)
        var report = Report(renditions: SweepResult())
        if !dryRun {
            // First, since it goes on past what ends a listing.
            let leftovers = try await store.sweep()
            report.temporaryFiles = leftovers.removedFiles
            report.emptyFolders = leftovers.removedFolders
            for obstacle in leftovers.obstacles {
                report.obstacles[obstacle.path] = obstacle.code.description
                console.complain(
                    obstacle.code.description,
                    "\(obstacle.path.printable): passed over, it can't be looked into or is not the store's.")
            }
            if FilePaths.kind(of: output.out + "/workflows.sqlite") != .nothing {
                let journal = try OutputFolder.journal(in: output.out)
                report.executions = try await journal.retain(for: .seconds(history * day))
            }
        }
        let result = try await sweep.run(deletes: !dryRun) { object in
            if !json { console.note(object.key.rawValue.printable) }
        }
        report.renditions = result
        if json { return console.print(try JSONText.line(report)) }
        let verb = dryRun ? "would go" : "removed"
        console.print(
            "\(Amount.count(result.orphans, "rendition")) \(verb) of \(result.checked) "
                + "(\(Amount.bytes(result.bytes))), \(Amount.count(result.tombstones, "tombstone")), "
                + "\(Amount.count(report.temporaryFiles, "temporary file")), "
                + "\(Amount.count(report.emptyFolders, "empty folder")), "
                + "\(Amount.count(report.executions, "ended execution"))")
        if result.foreign > 0 { console.note("\(result.foreign) objects are no renditions, and stay") }
        for asset in result.damaged {
            console.complain("damaged", "\(asset): its record names what was removed. Run `renditions rerender apply`.")
        }
        if !result.damaged.isEmpty { throw ExitStatus.someFailed }
    }
}

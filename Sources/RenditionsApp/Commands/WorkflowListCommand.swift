internal import ArgumentParser
internal import RenditionsFileSystem
internal import RenditionsWorkflow

/// `renditions workflow list`.
struct WorkflowListCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists executions, those begun last first.",
        usage: """
            renditions workflow list --out <folder> [<options>]
            """)

    @OptionGroup var output: OutputOption

    @Option(
        help: ArgumentHelp(
            "Only those of this status: running, succeeded, failed, timed_out or aborted.", valueName: "status"),
        transform: Self.status)
    var status: ExecutionStatus?

    @Option(help: ArgumentHelp("Only those of this workflow.", valueName: "name"))
    var workflow: String?

    @Option(help: ArgumentHelp("How many at most.", valueName: "count"))
    var limit = 50

    @Flag(help: "Prints one JSON object a line.")
    var json = false

    func validate() throws {
        guard limit >= 1 else { throw ValidationError("--limit must be at least 1.") }
    }

    func run(on console: Console) async throws {
        let journal = try OutputFolder.journal(in: output.out)
        var request = ExecutionListRequest(workflow: workflow, status: status, limit: min(limit, 1000))
        var table = TextTable(["workflow", "execution", "status", "original", "started", ">ms"])
        var left = limit
        repeat {
            request.limit = min(left, 1000)
            let page = try await journal.page(request)
            for execution in page.executions {
                if json {
                    console.print(try JSONText.line(execution))
                } else {
                    let summary = ExecutionSummary(execution)
                    table.append([
                        execution.identity.workflow, execution.identity.name, execution.status.rawValue.lowercased(),
                        summary.key.printable, summary.started, summary.milliseconds.map(Amount.grouped) ?? "-",
                    ])
                }
            }
            left -= page.executions.count
            request.cursor = page.next
        } while request.cursor != nil && left > 0
        if !json { for line in table.lines { console.print(line) } }
        if request.cursor != nil { console.note("There are more; --limit gives them") }
    }

    @Sendable
    private static func status(_ name: String) throws -> ExecutionStatus {
        guard let status = ExecutionStatus(rawValue: name.uppercased()) else {
            let names = ExecutionStatus.allCases.map { $0.rawValue.lowercased() }.joined(separator: ", ")
            throw ValidationError("\(name.printable) is no status; known are \(names).")
        }
        return status
    }
}

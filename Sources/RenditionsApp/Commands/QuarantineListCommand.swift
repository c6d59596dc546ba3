internal import ArgumentParser
internal import Renditions
internal import RenditionsFileSystem
internal import RenditionsTasks
internal import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// `renditions quarantine list`.
struct QuarantineListCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists what is in quarantine, and why.",
        usage: """
            renditions quarantine list --out <folder> [<options>]
            renditions quarantine list --on aws [<options>]
            """)

    @Option(help: ArgumentHelp("Whose quarantine: local or aws.", valueName: "place"))
    var on = WorkPlace.local

    @Option(help: ArgumentHelp("The output folder of `renditions process` or `watch`.", valueName: "folder"))
    var out: String?

    @Flag(help: "Prints one JSON object a line: all that is kept for a replay.")
    var json = false

    @OptionGroup(title: "With --on aws") var remote: RemoteQuarantineOptions

    func validate() throws {
        try PathCheck.refuseEmpty("--out", out)
        switch on {
        case .local:
            guard out != nil else { throw ValidationError("Missing expected argument '--out'") }
            guard !remote.isGiven else { throw ValidationError("Options of a deployment need --on aws.") }
        case .aws:
            guard out == nil else { throw ValidationError("--out is of the quarantine that is here.") }
        }
    }

    func run(on console: Console) async throws {
        switch on {
        case .local: try await listHere(on: console)
        case .aws: try await listThere(on: console)
        }
    }

    private func listHere(on console: Console) async throws {
        guard let out else { return }
        let records = try OutputFolder.records(in: out)
        let quarantine = Quarantine(try FileObjectStore(root: out + "/quarantine"))
        var table = Self.table
        var count = 0
        for try await record in records.records(where: RecordFilter(states: [.quarantined]), order: .oldestUpdateFirst)
        {
            count += 1
            let entry = try await quarantine.entry(record.value.id)
            if json {
                console.print(try entry.map(JSONText.line) ?? JSONText.line(record.value))
            } else {
                table.append([
                    record.value.original.key.rawValue.printable, record.value.failure?.code ?? "-",
                    record.value.updated.formatted(.iso8601), entry?.execution.name ?? "-",
                ])
            }
        }
        show(table, of: count, on: console)
    }

    private func listThere(on console: Console) async throws {
        try await remote.withQuarantine(on: console) { remote, _ in
            var table = Self.table
            var count = 0
            let unreadable = try await remote.each(on: console) { entry in
                count += 1
                guard !json else { return console.print(try JSONText.line(entry)) }
                table.append([
                    entry.request.original.key.rawValue.printable, entry.failure.code,
                    entry.quarantined.formatted(.iso8601), entry.execution.name.printable,
                ])
            }
            show(table, of: count, on: console)
            if unreadable > 0 { throw ExitStatus.someFailed }
        }
    }

    private static var table: TextTable { TextTable(["original", "error", "since", "execution"]) }

    private func show(_ table: TextTable, of count: Int, on console: Console) {
        guard !json else { return }
        guard count > 0 else { return console.print("Nothing is in quarantine.") }
        for line in table.lines { console.print(line) }
    }
}

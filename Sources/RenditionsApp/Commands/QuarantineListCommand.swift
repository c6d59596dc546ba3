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
            """)

    @OptionGroup var output: OutputOption

    @Flag(help: "Prints one JSON object a line: all that is kept for a replay.")
    var json = false

    func run(on console: Console) async throws {
        let records = try OutputFolder.records(in: output.out)
        let quarantine = Quarantine(try FileObjectStore(root: output.out + "/quarantine"))
        var table = TextTable(["original", "error", "since", "execution"])
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
        guard !json else { return }
        guard count > 0 else { return console.print("Nothing is in quarantine.") }
        for line in table.lines { console.print(line) }
    }
}

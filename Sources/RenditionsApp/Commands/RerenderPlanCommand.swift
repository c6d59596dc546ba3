internal import ArgumentParser
internal import Renditions
internal import RenditionsTasks

/// `renditions rerender plan`.
struct RerenderPlanCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Lists what is stale, with what it would cost. Changes nothing.",
        usage: """
            renditions rerender plan --originals <folder> --recipe <file|name>
                --out <folder> [<options>]
            """)

    @OptionGroup var originals: OriginalsOption

    @OptionGroup var service: ServiceOptions

    @Flag(help: "Believes the records, and does not look whether every rendition is still there.")
    var trustRecords = false

    @Option(help: ArgumentHelp("How many assets to show.", valueName: "count"))
    var limit = 20

    @Flag(help: "Prints the plan as JSON, whole.")
    var json = false

    func run(on console: Console) async throws {
        _ = try OutputFolder.records(in: service.output.out)
        let images = try await service.service(onFolder: originals.originals, isForRecipeOnly: true)
        let plan = try await Rerender(images.ingestor, looksInStore: !trustRecords).plan()
        if json { return console.print(try JSONText.page(plan)) }
        guard !plan.items.isEmpty else {
            return console.print("Nothing is stale among \(Amount.count(plan.checked, "asset")).")
        }
        var table = TextTable(["original", "stale", ">bytes in", ">est. ms"])
        for item in plan.items.prefix(limit) {
            var words = item.staleness.renditions.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.rawValue)" }
            if item.staleness.analysis { words.append("analysis") }
            table.append([
                item.key.rawValue.printable, words.joined(separator: ", "), Amount.grouped(item.bytes),
                item.seconds.map { Amount.grouped(Int(($0 * 1000).rounded())) } ?? "-",
            ])
        }
        for line in table.lines { console.print(line) }
        console.print("")
        let reasons = plan.reasons.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.value) \($0.key.rawValue)" }
        console.print(
            "\(Amount.count(plan.items.count, "asset")) of \(plan.checked) stale; "
                + "\(Amount.count(plan.renditions, "rendition")) to make"
                + (reasons.isEmpty ? "" : " (\(reasons.joined(separator: ", ")))")
                + "; \(Amount.bytes(plan.bytes)) to read"
                + (plan.estimatedSeconds.map {
                    "; about \(Amount.grouped(Int(($0 * 1000).rounded()))) ms of a processor"
                }
                    ?? ""))
        if plan.items.count > limit { console.note("\(limit) of \(plan.items.count) shown; --limit gives more") }
    }
}

internal import ArgumentParser
internal import Renditions
internal import RenditionsFileSystem
internal import RenditionsVips

/// `renditions list`.
struct ListCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists what is known of the originals of an output folder.",
        usage: """
            renditions list --out <folder> [<options>]
            """,
        discussion: """
            --similar-to finds originals that look alike, where the recipe asked for the perceptual hash (web and \
            product do).
            """)

    @Option(help: ArgumentHelp("The output folder of `renditions process`.", valueName: "folder"))
    var out: String

    @Option(
        help: ArgumentHelp(
            "Only originals in this state; repeat for more. One of pending, processing, ready, failed, quarantined, "
                + "deleted.", valueName: "state"),
        transform: Self.state)
    var state: [AssetState] = []

    @Option(help: ArgumentHelp("Only originals that look like this image file.", valueName: "file"))
    var similarTo: String?

    @Option(help: ArgumentHelp("How many of a perceptual hash's 64 bits may differ.", valueName: "bits"))
    var distance = 10

    @Option(help: ArgumentHelp("How many records at most.", valueName: "count"))
    var limit = 100

    @Flag(help: "Prints one JSON object a line for every record, whole.")
    var json = false

    func validate() throws {
        guard (0...64).contains(distance) else { throw ValidationError("--distance must be 0 to 64.") }
        guard limit >= 1 else { throw ValidationError("--limit must be at least 1.") }
    }

    func run(on console: Console) async throws {
        let store = try OutputFolder.records(in: out)
        var filter = RecordFilter(states: state.isEmpty ? nil : Set(state))
        if let similarTo, let hash = try await hash(of: similarTo) {
            filter.similar = RecordFilter.Similarity(to: hash, maximumDistance: distance)
        }
        var table = TextTable(["original", "state", ">size", ">bytes", ">renditions", ">bytes out"])
        var count = 0
        for try await record in store.records(where: filter, order: .newestUpdateFirst, pageSize: min(limit, 1000)) {
            guard count < limit else { break }
            count += 1
            if json {
                console.print(try JSONText.line(record.value))
            } else {
                table.append(cells(of: record.value))
            }
        }
        if !json { for line in table.lines { console.print(line) } }
    }

    private func cells(of record: AssetRecord) -> [String] {
        let remark = record.failure?.code ?? (record.isIncomplete ? "incomplete" : nil)
        let state = record.state.rawValue + (remark.map { ": \($0)" } ?? "")
        return [
            record.original.key.rawValue.printable, state, record.info.map { "\($0.orientedSize)" } ?? "-",
            Amount.grouped(record.original.size), "\(record.renditions.count)",
            Amount.grouped(record.renditions.values.reduce(0) { $0 + $1.bytes }),
        ]
    }

    private func hash(of file: String) async throws -> PerceptualHash? {
        let engine = try VipsEngine(VipsEngineConfiguration(threads: 1))
        let source = try Inspection.source(file, limit: engine.limits.inputBytes)
        return try await Inspection.analysis(of: source, with: engine).perceptualHash
    }

    @Sendable
    private static func state(_ name: String) throws -> AssetState {
        guard let state = AssetState(rawValue: name) else {
            let names = AssetState.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("\(name.printable) is no state; known are \(names).")
        }
        return state
    }
}

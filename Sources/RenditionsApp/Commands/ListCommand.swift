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
        try PathCheck.refuseEmpty("--out", out)
        try PathCheck.refuseEmpty("--similar-to", similarTo)
        guard (0...64).contains(distance) else { throw ValidationError("--distance must be 0 to 64.") }
        guard limit >= 1 else { throw ValidationError("--limit must be at least 1.") }
    }

    func run(on console: Console) async throws {
        let store = try OutputFolder.records(in: out)
        let states = state.isEmpty ? nil : Set(state)
        guard let similarTo else { return try await list(store, RecordFilter(states: states), on: console) }
        guard let hash = try await hash(of: similarTo) else {
            throw ToolFailure(
                code: "invalid-image", message: "\(similarTo.printable) has no perceptual hash.", status: .someFailed)
        }
        try await listAlike(store, RecordFilter(states: states), to: hash, on: console)
    }

    private func list(_ store: SQLiteMetadataStore, _ filter: RecordFilter, on console: Console) async throws {
        var table = TextTable(Self.titles)
        var count = 0
        for try await record in store.records(where: filter, order: .newestUpdateFirst) {
            count += 1
            guard count <= limit else { continue }
            if json {
                console.print(try JSONText.line(record.value))
            } else {
                table.append(cells(of: record.value))
            }
        }
        if !json { for line in table.lines { console.print(line) } }
        tell(count, on: console)
    }

    /// The most alike first.
    private func listAlike(
        _ store: SQLiteMetadataStore, _ filter: RecordFilter, to hash: PerceptualHash, on console: Console
    ) async throws {
        var near = filter
        near.similar = RecordFilter.Similarity(to: hash, maximumDistance: distance)
        var found: [SimilarRecord] = []
        for try await record in store.records(where: near, order: .newestUpdateFirst) {
            guard let other = record.value.analysis?.perceptualHash else { continue }
            found.append(SimilarRecord(record: record.value, distance: other.distance(to: hash)))
        }
        // Equals stay as they came, the newest first: the sort of arrays is stable.
        found.sort { $0.distance < $1.distance }
        if json {
            for record in found.prefix(limit) { console.print(try JSONText.line(record)) }
        } else {
            var table = TextTable([">distance"] + Self.titles)
            for similar in found.prefix(limit) { table.append(["\(similar.distance)"] + cells(of: similar.record)) }
            for line in table.lines { console.print(line) }
        }
        tell(found.count, on: console)
        if found.isEmpty { try await tellWhetherHashesAreThere(store, filter, on: console) }
    }

    private func tell(_ count: Int, on console: Console) {
        if count > limit { console.note("\(limit) of \(Amount.count(count, "record")); --limit gives more") }
    }

    private func tellWhetherHashesAreThere(
        _ store: SQLiteMetadataStore, _ filter: RecordFilter, on console: Console
    ) async throws {
        for try await record in store.records(where: filter) where record.value.analysis?.perceptualHash != nil {
            return
        }
        console.note(
            "No original here has a perceptual hash. Process them with a recipe whose analysis asks for perceptualHash."
        )
    }

    private static let titles = ["original", "id", "state", ">size", ">bytes", ">renditions", ">bytes out"]

    private func cells(of record: AssetRecord) -> [String] {
        let remark = record.failure?.code ?? (record.isIncomplete ? "incomplete" : nil)
        let state = record.state.rawValue + (remark.map { ": \($0)" } ?? "")
        return [
            record.original.key.rawValue.printable, record.id.rawValue, state,
            record.info.map { "\($0.orientedSize)" } ?? "-",
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

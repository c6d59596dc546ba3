import ASLCases
import NIOCore
import Renditions
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow

/// Stores in memory, an original in them, and a runner that carries out the image workflows on them.
struct Darkroom {
    let originals = MemoryObjectStore()
    let renditions: MemoryObjectStore
    let records = MemoryMetadataStore()
    let quarantine = Quarantine(MemoryObjectStore())
    let key: ObjectKey = "uploads/picture.png"

    static let recipe = Recipe(
        "test",
        renditions: [
            Rendition("large", [.resize(width: 16)], as: .png()), Rendition("small", [.resize(width: 8)], as: .png()),
        ], analysis: [.blurHash])

    init(clock: WallClock = .system) { renditions = MemoryObjectStore(clock: clock) }

    var id: AssetID { AssetID(original: key) }

    /// A picture; another for each shade.
    static func picture(_ shade: UInt8) -> ByteBuffer {
        var pixels: [UInt8] = []
        for y in 0..<24 {
            for x in 0..<32 { pixels += [UInt8(x * 8), UInt8(y * 10), shade, 255] }
        }
        return ReferenceEngine.png(Raster(size: PixelSize(width: 32, height: 24), pixels: pixels))
    }

    @discardableResult
    func upload(_ shade: UInt8 = 0, at key: ObjectKey? = nil) async throws -> ObjectMetadata {
        try await originals.put(ObjectBody(Self.picture(shade)), at: key ?? self.key)
    }

    func processor(
        _ recipe: Recipe = recipe, engine: any ImageEngine = ReferenceEngine(), originals: (any ObjectStore)? = nil,
        renditions: (any ObjectStore)? = nil, records: (any MetadataStore)? = nil
    ) throws -> ImageProcessor {
        try ImageProcessor(
            originals: originals ?? self.originals, renditions: renditions ?? self.renditions,
            records: records ?? self.records, engine: engine, recipe: recipe)
    }

    /// Time that passes soon, and steps that never take too long on a busy machine.
    static let process = ProcessImage(renderTimeout: .seconds(36_000), stepTimeout: .seconds(36_000))
    static let erase = EraseAsset(stepTimeout: .seconds(36_000))

    func runner(_ processor: ImageProcessor) throws -> InProcessRunner {
        InProcessRunner(
            registry: try ImageTasks(processor, quarantine: quarantine).registry(),
            clock: WorkflowClock(HurriedClock(factor: 100)))
    }

    func ingestor(_ processor: ImageProcessor? = nil) throws -> Ingestor {
        let processor = try processor ?? self.processor()
        return try Ingestor(
            processor, runner: try runner(processor), process: try Self.process.lowered(),
            erase: try Self.erase.lowered())
    }

    func record() async throws -> AssetRecord? { try await records.record(id)?.value }

    /// The keys of all stored renditions.
    func stored() async throws -> [ObjectKey] {
        var keys: [ObjectKey] = []
        for try await object in renditions.list() { keys.append(object.key) }
        return keys
    }
}

extension Ingestor {
    /// Begins what is to be done about a key and waits for its end.
    func finish(_ key: ObjectKey, run: String? = nil) async throws -> ExecutionOutcome {
        guard let execution = try await ingest(key, run: run).execution else { throw NothingBegun() }
        return try await runner.outcome(of: execution.identity)
    }

    struct NothingBegun: Error {}
}

extension ExecutionOutcome {
    /// The outcome that the workflow itself tells of; nil where it failed.
    var processed: ProcessResult.Outcome? {
        guard case .succeeded(let output) = self else { return nil }
        return (try? output.decoded(as: ProcessResult.self))?.outcome
    }

    var erased: EraseResult.Outcome? {
        guard case .succeeded(let output) = self else { return nil }
        return (try? output.decoded(as: EraseResult.self))?.outcome
    }

    var error: String? { if case .failed(let error, _) = self { error } else { nil } }
}

import Foundation
import NIOCore
import Renditions
import RenditionsLambda
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow

/// What triggers call, on memory.
struct TriggeredFunction: Sendable {
    let originals: MoodyObjectStore
    let renditions = MemoryObjectStore()
    let records = MemoryMetadataStore()
    let runner: InProcessRunner
    let ingestor: Ingestor
    let handler: IngestHandler

    /// - Parameter endless: a key on which work never ends.
    init(endless: ObjectKey? = nil) throws {
        originals = MoodyObjectStore(MemoryObjectStore(), endless: endless)
        let processor = try ImageProcessor(
            originals: originals, renditions: renditions, records: records, engine: ReferenceEngine(),
            recipe: APICheck.recipe)
        runner = InProcessRunner(registry: try ImageTasks(processor).registry())
        let route = try IngestRoute(originals: StorePlace(.bucket("in")), renditions: StorePlace(.bucket("out")))
        ingestor = try Ingestor(processor, runner: runner, route: route)
        handler = IngestHandler(ingestor)
    }

    /// - Parameter side: of the picture, in pixels; others are other versions.
    func upload(_ key: ObjectKey, side: Int = 40, attributes: [String: String] = [:]) async throws {
        let image = PNGWriter.encode(TestImage.gradient(PixelSize(width: side, height: 30)))
        _ = try await originals.put(ObjectBody(image), at: key, options: PutOptions(attributes: attributes))
    }

    func invoke(_ event: JSONValue) async throws -> JSONValue { try await invoke(Array(event.json.utf8)) }

    func invoke(_ event: [UInt8]) async throws -> JSONValue {
        let context = LambdaContext.sample()
        return try JSONValue(
            json: String(buffer: try await handler.handle(ByteBuffer(bytes: event), in: context)))
    }

    /// What the record of a key says when every execution has ended.
    func state(of key: ObjectKey) async throws -> AssetState? {
        for execution in try await runner.executions() { _ = try await runner.outcome(of: execution.identity) }
        return try await records.record(AssetID(original: key))?.value.state
    }
}

import HTTPTypes
import NIOCore
import Renditions
import RenditionsAPI
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow
import Testing

/// An API with all that it takes, in memory.
struct MemoryService: Sendable {
    let originals: any ObjectStore
    let renditions = RecordingObjectStore()
    let records = MemoryMetadataStore()
    let notes = MemoryObjectStore()
    let api: ImageAPI

    /// - Parameter originals: what is put around the store of originals.
    init(
        access: AccessPolicy = APICheck.access, authorizer: (any Authorizer)? = nil,
        configuration: ImageAPI.Configuration = APICheck.configuration, engine: any ImageEngine = ReferenceEngine(),
        clock: WallClock = .system, uploadLinks: (any ObjectLinks)? = nil, renditionLinks: (any ObjectLinks)? = nil,
        originals: (MemoryObjectStore) -> any ObjectStore = { $0 }
    ) throws {
        self.originals = originals(MemoryObjectStore())
        let processor = try ImageProcessor(
            originals: self.originals, renditions: renditions, records: records, engine: engine,
            recipe: APICheck.recipe, clock: clock)
        let progress = ProgressBoard()
        let tasks = ImageTasks(processor) { key, event in progress.post(event, of: key) }
        let runner = InProcessRunner(registry: try tasks.registry())
        api = try ImageAPI(
            try Ingestor(processor, runner: runner), notes: notes, access: access, authorizer: authorizer,
            configuration: configuration, progress: progress, uploadLinks: uploadLinks,
            renditionLinks: renditionLinks)
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ fields: HTTPFields = [:], body: [UInt8] = []
    ) async throws -> APIReply {
        let head = HTTPRequest(method: method, scheme: nil, authority: nil, path: path, headerFields: fields)
        return try await HandlerClient(api).send(APIRequest(head, body: ObjectBody(body)))
    }

    /// An image that is ready.
    func uploaded() async throws -> JSONValue {
        let reply = try await send(
            .post, "/images", [HTTPField.Name("Prefer")!: "wait=600"], body: UploadTests.image)
        return try JSONValue(json: Array(reply.body.readableBytesView))
    }

    /// Waits until an image is ready.
    func settled(_ id: AssetID) async throws {
        // The stream of its progress ends then.
        let reply = try await send(.get, "/images/\(id)/events")
        #expect(reply.head.status == .ok)
        #expect(try await records.record(id)?.value.state == .ready)
    }

    func originalKeys() async throws -> [ObjectKey] {
        var keys: [ObjectKey] = []
        for try await object in originals.list() { keys.append(object.key) }
        return keys
    }
}

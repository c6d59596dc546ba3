import HTTPTypes
import NIOCore
import Renditions
import RenditionsAPI
import RenditionsTasks
import RenditionsTesting
import RenditionsWorkflow

/// One thing that an API can do wrong.
struct BrokenAPI: CustomStringConvertible, Sendable {
    let name: String
    /// The checks that must fail, and no others.
    let fails: Set<String>
    /// Changes what is asked for.
    var asking: @Sendable (APIRequest) -> APIRequest = { $0 }
    /// Changes what is answered.
    var answering: @Sendable (APIRequest, inout APIReply) -> Void = { _, _ in }

    init(_ name: String, fails: Set<String>, asking: @escaping @Sendable (APIRequest) -> APIRequest) {
        self.name = name
        self.fails = fails
        self.asking = asking
    }

    init(
        _ name: String, fails: Set<String>, answering: @escaping @Sendable (APIRequest, inout APIReply) -> Void
    ) {
        self.name = name
        self.fails = fails
        self.answering = answering
    }

    var description: String { name }

    /// An API that does this wrong and everything else right, with stores of its own.
    func client() throws -> some APIClient {
        let processor = try ImageProcessor(
            originals: MemoryObjectStore(), renditions: MemoryObjectStore(), records: MemoryMetadataStore(),
            engine: ReferenceEngine(), recipe: APICheck.recipe)
        let runner = InProcessRunner(registry: try ImageTasks(processor).registry())
        let api = try ImageAPI(
            try Ingestor(processor, runner: runner), notes: MemoryObjectStore(), access: APICheck.access,
            configuration: APICheck.configuration)
        return BrokenAPIClient(defect: self, sound: HandlerClient(api))
    }
}

private struct BrokenAPIClient: APIClient {
    let defect: BrokenAPI
    let sound: HandlerClient

    func send(_ request: APIRequest) async throws -> APIReply {
        var reply = try await sound.send(defect.asking(request))
        defect.answering(request, &reply)
        return reply
    }
}

extension APIRequest {
    var path: String { head.path ?? "" }
    var isUpload: Bool { head.method == .post && path.hasPrefix("/images") }
    func without(_ name: HTTPField.Name) -> APIRequest {
        var request = self
        request.head.headerFields[name] = nil
        return request
    }
}

extension APIReply {
    mutating func drop(_ name: HTTPField.Name) { head.headerFields[name] = nil }
    mutating func say(_ text: String) { body = ByteBuffer(string: text) }
    /// Only in texts: bytes of images stay what they are.
    mutating func replace(_ text: String, with other: String) {
        guard head.headerFields[.contentType]?.hasPrefix("image/") != true else { return }
        body = ByteBuffer(string: String(buffer: body).replacing(text, with: other))
    }
}

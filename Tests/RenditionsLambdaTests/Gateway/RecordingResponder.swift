import HTTPTypes
import NIOCore
import Renditions
import RenditionsAPI
import Synchronization

/// Takes the API's place: keeps the requests, and answers what it was told.
final class RecordingResponder: APIResponder {
    struct Kept: Sendable {
        var head: HTTPRequest
        var body: String
    }

    let basePath: String
    private let answer: @Sendable () -> APIResponse
    private let kept = Mutex<[Kept]>([])

    init(
        basePath: String = "",
        answer: @escaping @Sendable () -> APIResponse = { APIResponse(HTTPResponse(status: .ok)) }
    ) {
        self.basePath = basePath
        self.answer = answer
    }

    var requests: [Kept] { kept.withLock { $0 } }

    func match(_ head: HTTPRequest) -> Router.Match? { nil }
    func answer(to error: any Error, of request: APIRequest) -> APIResponse { APIResponse(Problem(error)) }
    func drain() {}

    func respond(to request: APIRequest) async -> APIResponse {
        let body = try? await request.body.collect(upTo: 1 << 20)
        kept.withLock { $0.append(Kept(head: request.head, body: body.map { String(buffer: $0) } ?? "no body")) }
        return answer()
    }
}

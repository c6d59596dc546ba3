import HTTPTypes
import NIOCore
import Renditions
import RenditionsAPI
import Synchronization

/// Answers as a test says, under the paths of the API.
struct StubAPI: APIResponder {
    var basePath = ""
    /// Begins when the server says that the process is about to end.
    var drainSignal = DrainSignal()
    let answer: @Sendable (APIRequest) async throws -> APIResponse

    init(basePath: String = "", _ answer: @escaping @Sendable (APIRequest) async throws -> APIResponse) {
        self.basePath = basePath
        self.answer = answer
    }

    func match(_ head: HTTPRequest) -> RenditionsAPI.Router.Match? { try? Router(basePath: basePath).match(head) }

    func respond(to request: APIRequest) async -> APIResponse {
        do { return try await answer(request) } catch { return APIResponse(Problem(error)) }
    }

    func answer(to error: any Error, of request: APIRequest) -> APIResponse { APIResponse(Problem(error)) }

    func drain() { drainSignal.begin() }

    func draining(_ signal: DrainSignal) -> StubAPI {
        var api = self
        api.drainSignal = signal
        return api
    }

    /// Reads a body up to a limit, and answers with the number of bytes read, or with 413.
    static func receiving(upTo limit: Int = 1 << 20, _ read: ReadBytes = ReadBytes()) -> StubAPI {
        StubAPI { request in
            for try await chunk in request.body {
                guard read.add(chunk.readableBytes) <= limit else { throw Problem(.tooLarge, "Too much.") }
            }
            return .text("\(read.count)")
        }
    }

    /// Answers with the path.
    static var echo: StubAPI { StubAPI { .text($0.head.path ?? "") } }
}

/// How many bytes of bodies were read.
final class ReadBytes: Sendable {
    private let bytes = Mutex(0)

    var count: Int { bytes.withLock { $0 } }

    func add(_ count: Int) -> Int {
        bytes.withLock { bytes in
            bytes += count
            return bytes
        }
    }
}

extension APIResponse {
    /// Content of which nobody says how long it is.
    static func stream(_ next: @escaping @Sendable () async throws -> String?) -> APIResponse {
        APIResponse(
            HTTPResponse(status: .ok), body: ObjectBody(length: nil) { try await next().map { ByteBuffer(string: $0) } }
        )
    }

    static func text(_ text: String) -> APIResponse {
        APIResponse(
            HTTPResponse(status: .ok, headerFields: [.contentLength: "\(text.utf8.count)"]), body: ObjectBody(text.utf8)
        )
    }
}

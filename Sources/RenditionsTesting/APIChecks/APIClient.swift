public import HTTPTypes
public import NIOCore
public import RenditionsAPI

/// How checks reach an API.
public protocol APIClient: Sendable {
    /// Sends a request and reads the whole answer.
    func send(_ request: APIRequest) async throws -> APIReply
}

/// A whole answer.
public struct APIReply: Sendable {
    public var head: HTTPResponse
    public var body: ByteBuffer

    public init(_ head: HTTPResponse, body: ByteBuffer) {
        self.head = head
        self.body = body
    }
}

/// Reaches an API without a server.
public struct HandlerClient: APIClient {
    private let api: ImageAPI

    public init(_ api: ImageAPI) { self.api = api }

    public func send(_ request: APIRequest) async throws -> APIReply {
        let response = await api.respond(to: request)
        return APIReply(response.head, body: try await response.body.collect(upTo: 64 << 20))
    }
}

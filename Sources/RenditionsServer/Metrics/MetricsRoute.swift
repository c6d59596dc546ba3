internal import HTTPTypes
public import Hummingbird
internal import NIOCore
internal import Renditions
internal import RenditionsAPI

/// `GET /metrics`: what a ``PrometheusRegistry`` knows. Whoever reaches it can read it; it belongs on an address that
/// others don't reach, or behind middleware of the application.
public struct MetricsRoute: Sendable {
    private let registry: PrometheusRegistry
    private let path: String

    public init(_ registry: PrometheusRegistry, path: String = "/metrics") {
        self.registry = registry
        self.path = path
    }

    public func add<Context: RequestContext>(to router: Hummingbird.Router<Context>) {
        router.get(RouterPath(path)) { [registry] _, _ in
            Response(
                status: .ok, headers: Self.fields, body: ResponseBody(byteBuffer: ByteBuffer(string: registry.text)))
        }
        router.head(RouterPath(path)) { [registry] _, _ in
            var fields = Self.fields
            fields[.contentLength] = "\(registry.text.utf8.count)"
            return Response(status: .ok, headers: fields)
        }
        for method in [HTTPRequest.Method.post, .put, .delete, .patch] {
            router.on(RouterPath(path), method: method) { _, _ in
                let answer = APIResponse(
                    Problem(.methodNotAllowed, "Metrics can be read, and nothing else.", fields: [.allow: "GET, HEAD"]))
                return Response(
                    status: answer.head.status, headers: answer.head.headerFields,
                    body: answer.body.buffer.map { ResponseBody(byteBuffer: $0) } ?? ResponseBody())
            }
        }
    }

    private static let fields: HTTPFields = [
        .contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store",
        .xContentTypeOptions: "nosniff",
    ]
}

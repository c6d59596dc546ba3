internal import HTTPTypes
internal import Logging
internal import Metrics
internal import RenditionsAPI
internal import Tracing

/// One request of a gateway, told of as RenditionsServer tells of its requests: a line of the log at `info`, the metrics
/// `renditions_http_requests`, `renditions_http_request_bytes` and `renditions_http_response_bytes`, and the span
/// `renditions.http.request`. Nothing of a path, a query, a header field or an error is told.
struct APIObservation: Sendable {
    private let method: String
    private let route: String
    private let id: RequestID
    private let span: any Span
    private let start = ContinuousClock.now

    init(_ head: HTTPRequest, route: String?, id: RequestID) {
        method = Self.methods.contains(head.method) ? head.method.rawValue : "other"
        self.route = route ?? "none"
        self.id = id
        span = InstrumentationSystem.tracer.startSpan(
            "renditions.http.request", context: ServiceContext.current ?? .topLevel, ofKind: .server)
    }

    /// Runs what belongs to the request in its span.
    func run<Result>(_ work: () async throws -> Result) async rethrows -> Result {
        try await ServiceContext.withValue(span.context) { try await work() }
    }

    /// - Parameters:
    ///   - received: bytes of the request's body.
    ///   - sent: bytes of the answer's body.
    func finish(_ head: HTTPResponse, received: Int, sent: Int, logger: Logger) {
        let duration = start.duration(to: .now)
        let status = head.status.code
        Timer(
            label: "renditions_http_requests",
            dimensions: [("method", method), ("route", route), ("status", "\(status)")]
        ).recordNanoseconds(Int64(duration / .nanoseconds(1)))
        for (label, bytes) in [
            ("renditions_http_request_bytes", received), ("renditions_http_response_bytes", sent),
        ] where bytes > 0 {
            Counter(label: label, dimensions: [("route", route)]).increment(by: bytes)
        }
        span.attributes["http.request.method"] = method
        span.attributes["http.route"] = route
        span.attributes["http.response.status_code"] = status
        span.attributes["renditions.outcome"] = "ok"
        if status >= 500 { span.setStatus(SpanStatus(code: .error, message: "ok")) }
        span.end()
        logger.info(
            "A request was answered.",
            metadata: [
                "method": "\(method)", "route": "\(route)", "status": "\(status)",
                "seconds": "\(duration / .seconds(1))", "bytes_in": "\(received)", "bytes_out": "\(sent)",
                "request_id": "\(id.text)", "outcome": "ok",
            ])
    }

    private static let methods: Set<HTTPRequest.Method> = [
        .get, .head, .post, .put, .delete, .connect, .options, .trace, .patch,
    ]
}

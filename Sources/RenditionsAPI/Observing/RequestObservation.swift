package import HTTPTypes
internal import Logging
internal import Metrics
internal import Synchronization
package import Tracing

/// One request, while it is observed. It ends when the answer does, or when nobody holds it any more: then the answer has
/// not got through.
package final class RequestObservation: Sendable {
    private struct State {
        var bytesIn = 0
        var bytesOut = 0
        var status: Int?
        var isOver = false
    }

    package let id: RequestID
    private let method: String
    private let route: APIRoute?
    private let meters: RequestMeters
    private let logger: Logger
    private let span: any Span
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    init(
        _ head: HTTPRequest, route: APIRoute?, id: RequestID, span: any Span, meters: RequestMeters, logger: Logger
    ) {
        self.id = id
        method = Self.methods.contains(head.method) ? head.method.rawValue : "other"
        self.route = route
        self.meters = meters
        self.logger = logger
        self.span = span
    }

    deinit { finish(isWhole: false) }

    /// In which the request is answered.
    package var context: ServiceContext { span.context }

    package func received(_ bytes: Int) { state.withLock { $0.bytesIn += bytes } }
    package func sent(_ bytes: Int) { state.withLock { $0.bytesOut += bytes } }
    package func answers(with status: HTTPResponse.Status) { state.withLock { $0.status = status.code } }

    /// - Parameter isWhole: whether all of the answer was handed over.
    package func finish(isWhole: Bool) {
        let end: State? = state.withLock { state in
            guard !state.isOver else { return nil }
            state.isOver = true
            return state
        }
        guard let end else { return }
        let duration = start.duration(to: .now)
        let outcome = isWhole ? "ok" : "cancelled"
        meters.count(
            method, route, end.status ?? 0, took: duration, received: end.bytesIn, sent: end.bytesOut)
        close(end, outcome)
        logger.info(
            "A request was answered.",
            metadata: [
                "method": "\(method)", "route": "\(RequestMeters.name(route))", "status": "\(end.status ?? 0)",
                "seconds": "\(duration / .seconds(1))", "bytes_in": "\(end.bytesIn)", "bytes_out": "\(end.bytesOut)",
                "request_id": "\(id.text)", "outcome": "\(outcome)",
            ])
    }

    private func close(_ end: State, _ outcome: String) {
        span.attributes["http.request.method"] = method
        span.attributes["http.route"] = RequestMeters.name(route)
        if let status = end.status { span.attributes["http.response.status_code"] = status }
        span.attributes["renditions.outcome"] = outcome
        if end.status ?? 500 >= 500 || outcome != "ok" { span.setStatus(SpanStatus(code: .error, message: outcome)) }
        span.end()
    }

    private static let methods: Set<HTTPRequest.Method> = [
        .get, .head, .post, .put, .delete, .connect, .options, .trace, .patch,
    ]
}

package import HTTPTypes
public import Logging
public import Metrics
public import Tracing

/// Tells of each request: a line in the log, metrics and a span. The names are contracts:
///
/// | metric | kind | dimensions |
/// | --- | --- | --- |
/// | `renditions_http_requests` | timer | `method`, `route`, `status` |
/// | `renditions_http_request_bytes` | counter | `route` |
/// | `renditions_http_response_bytes` | counter | `route` |
///
/// `route` is a name such as `getImage`, or `none` where there is nothing for the request; `method` is `other` where it is
/// none of HTTP's own. The line is at `info`, with the metadata `method`, `route`, `status`, `seconds`, `bytes_in`,
/// `bytes_out`, `request_id` and `outcome`, which is `ok`, or `cancelled` where the answer did not get through whole. The
/// span `renditions.http.request` has `http.request.method`, `http.route`, `http.response.status_code` and
/// `renditions.outcome`; it continues the trace that the header fields name, or the one that the function was called in.
///
/// Nothing of a path, a query, a header field or an error is told: they may hold keys, names and credentials.
///
/// RenditionsServer measures a request until its answer is handed to the connection, or to the last byte where that is
/// streamed; RenditionsLambda until the gateway's document is made.
public struct RequestObserver: Sendable {
    let logger: Logger
    let meters: RequestMeters
    /// Nil for the one that the program was started with, which is asked for at each request.
    let tracer: (any Tracer)?

    /// - Parameter metrics: where metrics go; nil for the factory that the program was started with.
    public init(
        logger: Logger = Logger(label: "renditions.http"), metrics: (any MetricsFactory)? = nil,
        tracer: (any Tracer)? = nil
    ) {
        self.logger = logger
        meters = RequestMeters(metrics ?? MetricsSystem.factory)
        self.tracer = tracer
    }

    package var metrics: any MetricsFactory { meters.factory }

    /// - Parameters:
    ///   - id: as the request is called here, where its sender does not call it anything.
    ///   - context: the trace that the request belongs to; nil for the one that its header fields name.
    ///   - logger: in place of the observer's, where one knows more of this request.
    package func begin(
        _ head: HTTPRequest, route: APIRoute?, id: String? = nil, in context: ServiceContext? = nil,
        logger: Logger? = nil
    ) -> RequestObservation {
        RequestObservation(
            head, route: route, id: RequestID(head.headerFields, otherwise: id), span: startSpan(head, in: context),
            meters: meters, logger: logger ?? self.logger)
    }

    private func startSpan(_ head: HTTPRequest, in context: ServiceContext?) -> any Span {
        let tracer = tracer ?? InstrumentationSystem.tracer
        var parent = context ?? .topLevel
        if context == nil { tracer.extract(head.headerFields, into: &parent, using: TraceFields()) }
        return tracer.startSpan("renditions.http.request", context: parent, ofKind: .server)
    }
}

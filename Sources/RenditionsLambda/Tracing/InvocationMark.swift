internal import Tracing

/// What tells an invocation from others in logs and traces.
struct InvocationMark: Sendable, Hashable {
    let requestID: String
    let traceHeader: String?

    private struct Key: ServiceContextKey {
        typealias Value = InvocationMark
        static let nameOverride: String? = "renditions.lambda.invocation"
    }

    /// Of the invocation in which this is asked; nil outside of any.
    static var current: InvocationMark? { ServiceContext.current?[Key.self] }

    var traceID: String? { traceHeader.flatMap(XRayHeader.init)?.root }

    /// A span that continues the trace, whose context has the mark.
    func startSpan(isFirst: Bool) -> any Span {
        let tracer = InstrumentationSystem.tracer
        var context = ServiceContext.topLevel
        context[Key.self] = self
        if let traceHeader { tracer.extract(traceHeader, into: &context, using: TraceExtractor()) }
        let span = tracer.startSpan("renditions.lambda.invocation", context: context, ofKind: .server)
        span.attributes["faas.invocation_id"] = requestID
        span.attributes["faas.coldstart"] = isFirst
        return span
    }
}

internal import Tracing

/// What ``TracedObjectStore``, ``TracedMetadataStore`` and the processor share: work is done inside a span that ends with
/// its outcome.
///
/// The error itself is not handed to the span: its text may hold a key, and keys may tell whose an image is.
struct CallTracer: Sendable {
    /// Nil for the one that the program was started with, which is asked for at each call: a program may start it after
    /// it has made its stores.
    let tracer: (any Tracer)?

    /// Runs `body` inside a span; spans that begin meanwhile in the same task or its children lie within it.
    func trace<Result>(
        _ name: String, _ attributes: [String: String], _ body: (any Span) async throws -> Result
    ) async throws -> Result {
        let span = start(name)
        for (name, value) in attributes { span.attributes[name] = value }
        defer { span.end() }
        do {
            let result = try await ServiceContext.withValue(span.context) { try await body(span) }
            span.attributes["renditions.outcome"] = CallReport.ok
            return result
        } catch {
            let outcome = (error as? RenderError)?.code.description ?? CallReport.outcome(of: error)
            span.attributes["renditions.outcome"] = outcome
            span.setStatus(SpanStatus(code: .error, message: outcome))
            throw error
        }
    }

    private func start(_ name: String) -> any Span {
        (tracer ?? InstrumentationSystem.tracer)
            .startSpan(name, context: ServiceContext.current ?? .topLevel, ofKind: .internal)
    }
}

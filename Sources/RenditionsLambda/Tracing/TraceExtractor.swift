internal import Tracing

/// Gives a tracer the trace in the field that it knows.
struct TraceExtractor: Extractor {
    func extract(key: String, from header: String) -> String? {
        switch key.lowercased() {
        case "x-amzn-trace-id": header
        case "traceparent": XRayHeader(header)?.traceParent
        default: nil
        }
    }
}

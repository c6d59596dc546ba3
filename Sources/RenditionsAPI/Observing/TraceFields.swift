internal import HTTPTypes
internal import Tracing

/// Reads the context of a trace from header fields, such as `traceparent` of W3C.
struct TraceFields: Extractor {
    func extract(key: String, from fields: HTTPFields) -> String? { HTTPField.Name(key).flatMap { fields[$0] } }
}

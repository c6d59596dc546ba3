package import RenditionsWorkflow

extension JSONValue {
    private static let dropped: Set<String> = ["SdkHttpMetadata", "SdkResponseMetadata", "requestId", "stackTrace"]

    /// The value as the recorder keeps it: texts that are objects or arrays as what they stand for, and without what
    /// differs from call to call.
    package var normalised: JSONValue {
        switch self {
        case .string(let text) where text.hasPrefix("{") || text.hasPrefix("["):
            (try? JSONValue(json: text))?.normalised ?? self
        case .array(let elements): .array(elements.map(\.normalised))
        case .object(let object):
            .object(
                JSONObject(
                    object.entries.filter { !Self.dropped.contains($0.key) }
                        .map { JSONObject.Entry(key: $0.key, value: $0.value.normalised) }))
        default: self
        }
    }
}

public import Logging
internal import RenditionsWorkflow

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// Writes each message as a JSON object on a line of its own: `time`, `level`, `label`, `message`, `request_id` and `trace_id`
/// within an invocation, and `metadata` where there is any.
public struct LambdaLogHandler: LogHandler {
    public var logLevel: Logger.Level
    public var metadata: Logger.Metadata = [:]
    public var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let output: LineOutput

    public init(label: String, level: Logger.Level = .info, output: LineOutput = .standardOutput) {
        self.label = label
        logLevel = level
        self.output = output
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
        if let given = event.metadata { all.merge(given) { $1 } }
        var line = JSONObject()
        line["time"] = .string(Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
        line["level"] = .string(event.level.rawValue)
        line["label"] = .string(label)
        line["message"] = .string(event.message.description)
        if let mark = InvocationMark.current {
            line["request_id"] = .string(mark.requestID)
            if let trace = mark.traceID { line["trace_id"] = .string(trace) }
        }
        if !all.isEmpty { line["metadata"] = Self.object(all) }
        output(JSONValue.object(line).json)
    }

    private static func object(_ metadata: Logger.Metadata) -> JSONValue {
        .object(JSONObject(metadata.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: value($0.value)) }))
    }

    private static func value(_ value: Logger.MetadataValue) -> JSONValue {
        switch value {
        case .dictionary(let metadata): object(metadata)
        case .array(let values): .array(values.map(Self.value))
        default: .string("\(value)")
        }
    }
}

package import Logging
internal import RenditionsApp
internal import RenditionsWorkflow

#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// One message of the log. No control character of what it holds reaches a terminal or breaks a line.
package struct LogLine: Sendable {
    var time: Date
    var level: Logger.Level
    var label: String
    var message: String
    var metadata: Logger.Metadata

    package init(time: Date, level: Logger.Level, label: String, message: String, metadata: Logger.Metadata) {
        self.time = time
        self.level = level
        self.label = label
        self.message = message
        self.metadata = metadata
    }

    package func text(as format: LogFormat) -> String {
        switch format {
        case .text: text
        case .json: json
        }
    }

    private var stamp: String { time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)) }

    private var text: String {
        let pairs = metadata.sorted { $0.key < $1.key }.map { " \($0.key.printable)=\(Self.quoted("\($0.value)"))" }
        return "\(stamp) \(level) \(label.printable): \(message.printable)\(pairs.joined())"
    }

    /// One object: `time`, `level`, `label`, `message`, and `metadata` where there is any.
    private var json: String {
        var line = JSONObject()
        line["time"] = .string(stamp)
        line["level"] = .string(level.rawValue)
        line["label"] = .string(label)
        line["message"] = .string(message)
        if !metadata.isEmpty { line["metadata"] = Self.object(metadata) }
        return JSONValue.object(line).json.printableJSON
    }

    /// As it is where it is one word.
    private static func quoted(_ text: String) -> String {
        let text = text.printable
        return text.isEmpty || text.contains(where: { $0 == " " || $0 == "\"" || $0 == "=" })
            ? "\"\(text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined())\"" : text
    }

    private static func object(_ metadata: Logger.Metadata) -> JSONValue {
        .object(
            JSONObject(metadata.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: value($0.value)) }))
    }

    private static func value(_ value: Logger.MetadataValue) -> JSONValue {
        switch value {
        case .dictionary(let metadata): object(metadata)
        case .array(let values): .array(values.map(Self.value))
        default: .string("\(value)")
        }
    }
}

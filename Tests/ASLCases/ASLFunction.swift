public import RenditionsWorkflow

/// A Lambda function that a case needs, as a rule of what it answers.
public enum ASLFunction: Sendable {
    /// What a call comes to.
    public enum Answer: Sendable {
        case output(JSONValue)
        case failure(error: String, cause: String)
    }

    case echo
    case value(JSONValue)
    case failure(type: String, message: String)
    case sleep(seconds: Double)
    case prefix(String)
    case raw(length: Int, byte: String)

    init(_ document: JSONValue) throws {
        switch document["behaviour"]?.stringValue {
        case "echo": self = .echo
        case "return": self = .value(document["value"] ?? .null)
        case "fail":
            self = .failure(
                type: document["errorType"]?.stringValue ?? "Exception",
                message: document["errorMessage"]?.stringValue ?? "")
        case "sleep": self = .sleep(seconds: document["seconds"]?.numberValue?.doubleValue ?? 0)
        case "prefix": self = .prefix(document["prefix"]?.stringValue ?? "")
        case "raw":
            self = .raw(length: document["length"]?.integerValue ?? 0, byte: document["byte"]?.stringValue ?? "a")
        case let other: throw ASLCaseError(reason: "There is no behaviour \(other ?? "of a function").")
        }
    }

    /// How long a call takes, in seconds.
    public var delay: Double { if case .sleep(let seconds) = self { seconds } else { 0 } }

    public func answer(_ payload: JSONValue) -> Answer {
        switch self {
        case .echo: .output(payload)
        case .value(let value): .output(value)
        case .failure(let type, let message):
            .failure(
                error: type, cause: JSONValue(["errorMessage": .string(message), "errorType": .string(type)]).json)
        case .sleep: .output(.null)
        case .prefix(let prefix): .output(.string(prefix + payload.pythonText))
        case .raw(let length, let byte): .output(.string(String(repeating: byte, count: length)))
        }
    }
}

extension JSONValue {
    fileprivate init(_ object: JSONObject) { self = .object(object) }

    /// What Python's `str` writes.
    fileprivate var pythonText: String {
        if case .string(let text) = self { text } else { pythonForm }
    }

    private var pythonForm: String {
        switch self {
        case .null: "None"
        case .bool(let value): value ? "True" : "False"
        case .number(let number): number.text
        case .string(let text): "'\(text)'"
        case .array(let elements): "[\(elements.map(\.pythonForm).joined(separator: ", "))]"
        case .object(let object):
            "{\(object.entries.map { "'\($0.key)': \($0.value.pythonForm)" }.joined(separator: ", "))}"
        }
    }
}

internal import RenditionsWorkflow

/// A value in an item, of the types that records use.
enum AttributeValue: Hashable, Sendable {
    case string(String)
    case number(Int64)
    /// Sorted, and not empty, since DynamoDB has no empty set.
    case strings([String])

    /// Nil for a value of another type.
    init?(_ json: JSONValue) {
        if let text = json["S"]?.stringValue {
            self = .string(text)
        } else if let number = (json["N"]?.stringValue).flatMap({ Int64($0) }) {
            self = .number(number)
        } else if let texts = json["SS"]?.arrayValue {
            self = .strings(texts.compactMap(\.stringValue).sorted())
        } else {
            return nil
        }
    }

    var json: JSONValue {
        switch self {
        case .string(let text): ["S": .string(text)]
        case .number(let number): ["N": .string(String(number))]
        case .strings(let texts): ["SS": .array(texts.map { .string($0) })]
        }
    }

    var text: String? { if case .string(let text) = self { text } else { nil } }
    var number: Int64? { if case .number(let number) = self { number } else { nil } }
    var texts: [String]? { if case .strings(let texts) = self { texts } else { nil } }

    /// Bytes as DynamoDB counts them, or a few more.
    var size: Int {
        switch self {
        case .string(let text): text.utf8.count
        case .number: 21
        case .strings(let texts): texts.reduce(3) { $0 + $1.utf8.count + 1 }
        }
    }
}

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A place in a document that is being written. Containers that `Encodable` hands out share it.
final class JSONEncodingBox: Encoder {
    private enum Content {
        case nothing
        case value(JSONValue)
        case array([JSONEncodingBox])
        case object([(key: String, box: JSONEncodingBox)])
    }

    private var content = Content.nothing
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(codingPath: [any CodingKey]) { self.codingPath = codingPath }

    static func encode(_ value: some Encodable, at path: [any CodingKey]) throws -> JSONValue {
        let box = JSONEncodingBox(codingPath: path)
        try box.encode(value)
        return box.value
    }

    func encode(_ value: some Encodable) throws {
        switch value {
        case let value as JSONValue: set(value)
        case let value as String: set(.string(value))
        case let value as Int: set(.integer(value))
        case let value as Bool: set(.bool(value))
        case let value as Double: try set(double: value)
        case let value as Date: set(.string(Timestamp(value).text))
        case let value as Data: set(.string(value.base64EncodedString()))
        case let value as URL: set(.string(value.absoluteString))
        default: try value.encode(to: self)
        }
    }

    var value: JSONValue {
        switch content {
        // What writes nothing is an empty object, as with Foundation's encoder.
        case .nothing: .object(JSONObject())
        case .value(let value): value
        case .array(let boxes): .array(boxes.map(\.value))
        case .object(let members):
            .object(JSONObject(members.map { JSONObject.Entry(key: $0.key, value: $0.box.value) }))
        }
    }

    func set(_ value: JSONValue) { content = .value(value) }

    func set(double value: Double) throws {
        guard value.isFinite else {
            throw WorkflowError(
                .invalidRequest, "JSON has no \(value) (/\(codingPath.map(\.stringValue).joined(separator: "/"))).")
        }
        content = .value(.number(.double(value)))
    }

    func member(_ key: any CodingKey) -> JSONEncodingBox {
        let box = JSONEncodingBox(codingPath: codingPath + [key])
        guard case .object(var members) = content else {
            content = .object([(key.stringValue, box)])
            return box
        }
        content = .nothing
        members.append((key.stringValue, box))
        content = .object(members)
        return box
    }

    func element() -> JSONEncodingBox {
        let box = JSONEncodingBox(codingPath: codingPath + [JSONKey(intValue: count)])
        guard case .array(var boxes) = content else {
            content = .array([box])
            return box
        }
        content = .nothing
        boxes.append(box)
        content = .array(boxes)
        return box
    }

    var count: Int { if case .array(let boxes) = content { boxes.count } else { 0 } }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .object = content {} else { content = .object([]) }
        return KeyedEncodingContainer(JSONKeyedEncoding(box: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if case .array = content {} else { content = .array([]) }
        return JSONUnkeyedEncoding(box: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { JSONSingleValueEncoding(box: self) }
}

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension JSONValue {
    /// The JSON form of a value. Dates become RFC 3339 timestamps with milliseconds in UTC, so that conditions and waits
    /// understand them; data becomes base64, a URL its text.
    ///
    /// - Throws: ``WorkflowError`` with code `invalid-request` when the value has no JSON form.
    public init(encoding value: some Encodable) throws {
        do {
            self = try JSONEncodingBox.encode(value, at: [])
        } catch let error as WorkflowError {
            throw error
        } catch {
            throw WorkflowError(.invalidRequest, "A \(type(of: value)) could not be written as JSON.", cause: error)
        }
    }

    /// The value of a type whose JSON form this is, by the same rules as ``init(encoding:)``.
    ///
    /// - Throws: ``WorkflowError`` with code `invalid-request` when this is no such form.
    public func decoded<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
        do {
            return try JSONValueDecoder(value: self, codingPath: []).unbox(as: type)
        } catch let error as WorkflowError {
            throw error
        } catch let error as DecodingError {
            throw WorkflowError(.invalidRequest, "This is no \(type): \(error.place).", cause: error)
        } catch {
            throw WorkflowError(.invalidRequest, "This is no \(type).", cause: error)
        }
    }
}

extension DecodingError {
    /// Where and why, in a few words.
    fileprivate var place: String {
        func at(_ path: [any CodingKey]) -> String { "/" + path.map(\.stringValue).joined(separator: "/") }
        switch self {
        case .keyNotFound(let key, let context): return "\(at(context.codingPath + [key])) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            return "\(at(context.codingPath)): \(context.debugDescription)"
        @unknown default: return "unknown reason"
        }
    }
}

extension JSONValue: Codable {
    public init(from decoder: any Decoder) throws {
        if let own = decoder as? JSONValueDecoder {
            self = own.value
            return
        }
        if let container = try? decoder.container(keyedBy: JSONKey.self) {
            self = .object(
                JSONObject(
                    try container.allKeys.map {
                        JSONObject.Entry(key: $0.stringValue, value: try container.decode(JSONValue.self, forKey: $0))
                    }))
        } else if var container = try? decoder.unkeyedContainer() {
            var elements: [JSONValue] = []
            while !container.isAtEnd { elements.append(try container.decode(JSONValue.self)) }
            self = .array(elements)
        } else {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let value = try? container.decode(Bool.self) {
                self = .bool(value)
            } else if let value = try? container.decode(Int64.self) {
                self = .number(.integer(value))
            } else if let value = try? container.decode(Double.self) {
                self = .number(.double(value))
            } else {
                self = .string(try container.decode(String.self))
            }
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .bool(let value): try value.encode(to: encoder)
        case .number(.integer(let value)): try value.encode(to: encoder)
        case .number(let value): try value.doubleValue.encode(to: encoder)
        case .string(let value): try value.encode(to: encoder)
        case .array(let elements):
            var container = encoder.unkeyedContainer()
            for element in elements { try container.encode(element) }
        case .object(let object):
            var container = encoder.container(keyedBy: JSONKey.self)
            for entry in object.entries { try container.encode(entry.value, forKey: JSONKey(entry.key)) }
        }
    }
}

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads a value out of a document.
struct JSONValueDecoder: Decoder, SingleValueDecodingContainer {
    let value: JSONValue
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let object) = value else { throw mismatch([String: JSONValue].self, "an object") }
        return KeyedDecodingContainer(JSONKeyedDecoding(decoder: self, object: object))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let elements) = value else { throw mismatch([JSONValue].self, "an array") }
        return JSONUnkeyedDecoding(decoder: self, elements: elements)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func unbox<Value: Decodable>(as type: Value.Type) throws -> Value {
        let result: Any? =
            switch type {
            case is JSONValue.Type: value
            case is String.Type: try unboxString()
            case is Date.Type: try unboxDate()
            case is Data.Type: Data(base64Encoded: try unboxString())
            case is URL.Type: URL(string: try unboxString())
            default: try Value(from: self)
            }
        guard let result = result as? Value else { throw mismatch(type, "a \(type)") }
        return result
    }

    private func unboxDate() throws -> Date {
        guard let timestamp = Timestamp(try unboxString()) else { throw mismatch(Date.self, "a timestamp of RFC 3339") }
        return timestamp.date
    }

    func mismatch(_ type: Any.Type, _ wanted: String) -> DecodingError {
        DecodingError.typeMismatch(
            type, DecodingError.Context(codingPath: codingPath, debugDescription: "this is not \(wanted)"))
    }

    func unboxBool() throws -> Bool {
        guard let value = value.boolValue else { throw mismatch(Bool.self, "true or false") }
        return value
    }

    func unboxString() throws -> String {
        guard let value = value.stringValue else { throw mismatch(String.self, "a text") }
        return value
    }

    func unboxDouble() throws -> Double {
        guard let value = value.numberValue else { throw mismatch(Double.self, "a number") }
        return value.doubleValue
    }

    func unboxFloat() throws -> Float { Float(try unboxDouble()) }

    /// A number with a fraction is taken where the fraction is nothing: tasks elsewhere may write `2.0`.
    func unboxInteger<Value: FixedWidthInteger>() throws -> Value {
        let result: Value? =
            switch value {
            case .number(.integer(let value)): Value(exactly: value)
            case .number(.double(let value)): Value(exactly: value)
            case .number(.large(let text)): Value(text)
            default: nil
            }
        guard let result else { throw mismatch(Value.self, "a whole number that fits \(Value.self)") }
        return result
    }

    func decodeNil() -> Bool { value == .null }
    func decode(_ type: Bool.Type) throws -> Bool { try unboxBool() }
    func decode(_ type: String.Type) throws -> String { try unboxString() }
    func decode(_ type: Double.Type) throws -> Double { try unboxDouble() }
    func decode(_ type: Float.Type) throws -> Float { try unboxFloat() }
    func decode(_ type: Int.Type) throws -> Int { try unboxInteger() }
    func decode(_ type: Int8.Type) throws -> Int8 { try unboxInteger() }
    func decode(_ type: Int16.Type) throws -> Int16 { try unboxInteger() }
    func decode(_ type: Int32.Type) throws -> Int32 { try unboxInteger() }
    func decode(_ type: Int64.Type) throws -> Int64 { try unboxInteger() }
    func decode(_ type: UInt.Type) throws -> UInt { try unboxInteger() }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try unboxInteger() }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try unboxInteger() }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try unboxInteger() }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try unboxInteger() }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try unbox(as: type) }
}

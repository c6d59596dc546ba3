/// Reads the members of an object.
struct JSONKeyedDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: JSONValueDecoder
    let object: JSONObject
    var codingPath: [any CodingKey] { decoder.codingPath }
    var allKeys: [Key] { object.entries.compactMap { Key(stringValue: $0.key) } }

    func contains(_ key: Key) -> Bool { object.position(of: key.stringValue) != nil }

    private func member(_ key: any CodingKey) throws -> JSONValueDecoder {
        guard let value = object[key.stringValue] else {
            throw DecodingError.keyNotFound(
                key, DecodingError.Context(codingPath: codingPath, debugDescription: "the key is missing"))
        }
        return JSONValueDecoder(value: value, codingPath: codingPath + [key])
    }

    func decodeNil(forKey key: Key) throws -> Bool { try member(key).value == .null }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try member(key).unboxBool() }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try member(key).unboxString() }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try member(key).unboxDouble() }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try member(key).unboxFloat() }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try member(key).unboxInteger() }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try member(key).unboxInteger() }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try member(key).unboxInteger() }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try member(key).unboxInteger() }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try member(key).unboxInteger() }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try member(key).unboxInteger() }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try member(key).unboxInteger() }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try member(key).unboxInteger() }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try member(key).unboxInteger() }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try member(key).unboxInteger() }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try member(key).unbox(as: type)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> { try member(key).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try member(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { try member(JSONKey("super")) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try member(key) }
}

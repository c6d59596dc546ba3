/// Reads the elements of an array.
struct JSONUnkeyedDecoding: UnkeyedDecodingContainer {
    let decoder: JSONValueDecoder
    let elements: [JSONValue]
    var currentIndex = 0
    var codingPath: [any CodingKey] { decoder.codingPath }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    private mutating func next() throws -> JSONValueDecoder {
        let path = codingPath + [JSONKey(intValue: currentIndex)]
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                JSONValue.self, DecodingError.Context(codingPath: path, debugDescription: "the array ends before"))
        }
        defer { currentIndex += 1 }
        return JSONValueDecoder(value: elements[currentIndex], codingPath: path)
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, elements[currentIndex] == .null else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode(_ type: Bool.Type) throws -> Bool { try next().unboxBool() }
    mutating func decode(_ type: String.Type) throws -> String { try next().unboxString() }
    mutating func decode(_ type: Double.Type) throws -> Double { try next().unboxDouble() }
    mutating func decode(_ type: Float.Type) throws -> Float { try next().unboxFloat() }
    mutating func decode(_ type: Int.Type) throws -> Int { try next().unboxInteger() }
    mutating func decode(_ type: Int8.Type) throws -> Int8 { try next().unboxInteger() }
    mutating func decode(_ type: Int16.Type) throws -> Int16 { try next().unboxInteger() }
    mutating func decode(_ type: Int32.Type) throws -> Int32 { try next().unboxInteger() }
    mutating func decode(_ type: Int64.Type) throws -> Int64 { try next().unboxInteger() }
    mutating func decode(_ type: UInt.Type) throws -> UInt { try next().unboxInteger() }
    mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try next().unboxInteger() }
    mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try next().unboxInteger() }
    mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try next().unboxInteger() }
    mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try next().unboxInteger() }
    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next().unbox(as: type) }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> { try next().container(keyedBy: type) }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
    mutating func superDecoder() throws -> any Decoder { try next() }
}

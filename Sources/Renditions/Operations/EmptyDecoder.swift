/// Decodes an object without members, at the place of another decoder: how an operation is read that is named without
/// parameters.
struct EmptyDecoder: Decoder {
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any]

    init(of decoder: any Decoder, at name: String) {
        codingPath = decoder.codingPath + [ParameterKey(name)]
        userInfo = decoder.userInfo
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(Container<Key>(codingPath: codingPath))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw mismatch }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw mismatch }

    private var mismatch: DecodingError {
        .typeMismatch([String: String].self, .init(codingPath: codingPath, debugDescription: "parameters are missing"))
    }

    private struct Container<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let codingPath: [any CodingKey]
        var allKeys: [Key] { [] }

        func contains(_ key: Key) -> Bool { false }
        func decodeNil(forKey key: Key) throws -> Bool { throw missing(key) }
        func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { throw missing(key) }
        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) throws -> KeyedDecodingContainer<Nested> { throw missing(key) }
        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw missing(key) }
        func superDecoder() throws -> any Decoder { throw mismatch }
        func superDecoder(forKey key: Key) throws -> any Decoder { throw missing(key) }

        private func missing(_ key: Key) -> DecodingError {
            .keyNotFound(key, .init(codingPath: codingPath, debugDescription: "\(key.stringValue) is required"))
        }

        private var mismatch: DecodingError {
            .typeMismatch(Key.self, .init(codingPath: codingPath, debugDescription: "parameters are missing"))
        }
    }
}

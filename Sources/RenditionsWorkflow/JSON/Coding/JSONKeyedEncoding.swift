/// Writes the members of an object.
struct JSONKeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let box: JSONEncodingBox
    var codingPath: [any CodingKey] { box.codingPath }

    func encodeNil(forKey key: Key) { box.member(key).set(.null) }
    func encode(_ value: Bool, forKey key: Key) { box.member(key).set(.bool(value)) }
    func encode(_ value: String, forKey key: Key) { box.member(key).set(.string(value)) }
    func encode(_ value: Double, forKey key: Key) throws { try box.member(key).set(double: value) }
    func encode(_ value: Float, forKey key: Key) throws { try box.member(key).set(double: Double(value)) }
    func encode(_ value: Int, forKey key: Key) { box.member(key).set(.number(.integer(Int64(value)))) }
    func encode(_ value: Int8, forKey key: Key) { box.member(key).set(.number(.integer(Int64(value)))) }
    func encode(_ value: Int16, forKey key: Key) { box.member(key).set(.number(.integer(Int64(value)))) }
    func encode(_ value: Int32, forKey key: Key) { box.member(key).set(.number(.integer(Int64(value)))) }
    func encode(_ value: Int64, forKey key: Key) { box.member(key).set(.number(.integer(Int64(value)))) }
    func encode(_ value: UInt, forKey key: Key) { box.member(key).set(.number(JSONNumber(value))) }
    func encode(_ value: UInt8, forKey key: Key) { box.member(key).set(.number(JSONNumber(value))) }
    func encode(_ value: UInt16, forKey key: Key) { box.member(key).set(.number(JSONNumber(value))) }
    func encode(_ value: UInt32, forKey key: Key) { box.member(key).set(.number(JSONNumber(value))) }
    func encode(_ value: UInt64, forKey key: Key) { box.member(key).set(.number(JSONNumber(value))) }
    func encode(_ value: some Encodable, forKey key: Key) throws { try box.member(key).encode(value) }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> { box.member(key).container(keyedBy: keyType) }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { box.member(key).unkeyedContainer() }

    func superEncoder() -> any Encoder { box.member(JSONKey("super")) }
    func superEncoder(forKey key: Key) -> any Encoder { box.member(key) }
}

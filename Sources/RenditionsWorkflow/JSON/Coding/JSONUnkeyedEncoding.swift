/// Writes the elements of an array.
struct JSONUnkeyedEncoding: UnkeyedEncodingContainer {
    let box: JSONEncodingBox
    var codingPath: [any CodingKey] { box.codingPath }
    var count: Int { box.count }

    func encodeNil() { box.element().set(.null) }
    func encode(_ value: Bool) { box.element().set(.bool(value)) }
    func encode(_ value: String) { box.element().set(.string(value)) }
    func encode(_ value: Double) throws { try box.element().set(double: value) }
    func encode(_ value: Float) throws { try box.element().set(double: Double(value)) }
    func encode(_ value: Int) { box.element().set(.number(.integer(Int64(value)))) }
    func encode(_ value: Int8) { box.element().set(.number(.integer(Int64(value)))) }
    func encode(_ value: Int16) { box.element().set(.number(.integer(Int64(value)))) }
    func encode(_ value: Int32) { box.element().set(.number(.integer(Int64(value)))) }
    func encode(_ value: Int64) { box.element().set(.number(.integer(Int64(value)))) }
    func encode(_ value: UInt) { box.element().set(.number(JSONNumber(value))) }
    func encode(_ value: UInt8) { box.element().set(.number(JSONNumber(value))) }
    func encode(_ value: UInt16) { box.element().set(.number(JSONNumber(value))) }
    func encode(_ value: UInt32) { box.element().set(.number(JSONNumber(value))) }
    func encode(_ value: UInt64) { box.element().set(.number(JSONNumber(value))) }
    func encode(_ value: some Encodable) throws { try box.element().encode(value) }

    func nestedContainer<NestedKey: CodingKey>(keyedBy keyType: NestedKey.Type) -> KeyedEncodingContainer<NestedKey> {
        box.element().container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { box.element().unkeyedContainer() }
    func superEncoder() -> any Encoder { box.element() }
}

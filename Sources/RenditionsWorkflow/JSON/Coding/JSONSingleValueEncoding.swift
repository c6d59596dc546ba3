/// Writes a value that is neither array nor object.
struct JSONSingleValueEncoding: SingleValueEncodingContainer {
    let box: JSONEncodingBox
    var codingPath: [any CodingKey] { box.codingPath }

    func encodeNil() { box.set(.null) }
    func encode(_ value: Bool) { box.set(.bool(value)) }
    func encode(_ value: String) { box.set(.string(value)) }
    func encode(_ value: Double) throws { try box.set(double: value) }
    func encode(_ value: Float) throws { try box.set(double: Double(value)) }
    func encode(_ value: Int) { box.set(.number(.integer(Int64(value)))) }
    func encode(_ value: Int8) { box.set(.number(.integer(Int64(value)))) }
    func encode(_ value: Int16) { box.set(.number(.integer(Int64(value)))) }
    func encode(_ value: Int32) { box.set(.number(.integer(Int64(value)))) }
    func encode(_ value: Int64) { box.set(.number(.integer(Int64(value)))) }
    func encode(_ value: UInt) { box.set(.number(JSONNumber(value))) }
    func encode(_ value: UInt8) { box.set(.number(JSONNumber(value))) }
    func encode(_ value: UInt16) { box.set(.number(JSONNumber(value))) }
    func encode(_ value: UInt32) { box.set(.number(JSONNumber(value))) }
    func encode(_ value: UInt64) { box.set(.number(JSONNumber(value))) }
    func encode(_ value: some Encodable) throws { try box.encode(value) }
}

extension JSONNumber {
    /// A whole number without sign of any width.
    init(_ value: some UnsignedInteger) {
        self = Int64(exactly: value).map { .integer($0) } ?? .large(String(value))
    }
}

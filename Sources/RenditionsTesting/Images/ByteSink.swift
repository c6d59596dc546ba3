/// A file that is being written: bytes, and numbers in the byte order of the format.
struct ByteSink {
    private(set) var bytes: [UInt8] = []
    let order: FileByteOrder

    init(_ order: FileByteOrder) { self.order = order }

    /// Bytes so far, which is where the next one will stand.
    var count: Int { bytes.count }

    mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

    mutating func append(_ text: StaticString) { text.withUTF8Buffer { bytes.append(contentsOf: $0) } }

    mutating func append8(_ value: Int) { bytes.append(UInt8(truncatingIfNeeded: value)) }

    mutating func append16(_ value: Int) { bytes.append(contentsOf: order.bytes16(value)) }

    mutating func append32(_ value: Int) { bytes.append(contentsOf: order.bytes32(value)) }

    /// Writes a 32-bit number over what stands at an offset: for lengths and places that are known too late.
    mutating func set32(_ value: Int, at offset: Int) {
        bytes.replaceSubrange(offset..<offset + 4, with: order.bytes32(value))
    }

    /// Appends zeros until the count is a multiple.
    mutating func align(to multiple: Int) {
        while !bytes.count.isMultiple(of: multiple) { bytes.append(0) }
    }
}

/// The cyclic redundancy check by Castagnoli's polynomial (RFC 3720, appendix B.4), eight bytes at a time: each of eight
/// tables says what a byte does that many bytes later.
struct CRC32C: Sendable {
    private static let polynomial: UInt32 = 0x82F6_3B78

    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var value = UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ polynomial : value >> 1 }
            tables[byte] = value
        }
        for byte in 256..<(8 * 256) {
            let before = tables[byte - 256]
            tables[byte] = before >> 8 ^ tables[Int(before & 255)]
        }
        return tables
    }()

    private var state: UInt32 = .max

    /// Of all the bytes so far.
    var value: UInt32 { ~state }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        var state = state
        Self.tables.withUnsafeBufferPointer { tables in
            var index = 0
            while index + 8 <= bytes.count {
                let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                let low = UInt32(truncatingIfNeeded: word) ^ state
                let high = UInt32(truncatingIfNeeded: word >> 32)
                state =
                    tables[1792 + Int(low & 255)] ^ tables[1536 + Int(low >> 8 & 255)]
                    ^ tables[1280 + Int(low >> 16 & 255)] ^ tables[1024 + Int(low >> 24)]
                    ^ tables[768 + Int(high & 255)] ^ tables[512 + Int(high >> 8 & 255)]
                    ^ tables[256 + Int(high >> 16 & 255)] ^ tables[Int(high >> 24)]
                index += 8
            }
            while index < bytes.count {
                state = state >> 8 ^ tables[Int((state ^ UInt32(bytes[index])) & 255)]
                index += 1
            }
        }
        self.state = state
    }
}

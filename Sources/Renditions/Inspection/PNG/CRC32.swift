/// The checksum of PNG chunks (PNG 3rd edition annex D), eight bytes a step: table `k` holds the effect of a byte that
/// `k` zero bytes follow ("slicing by 8", Kounavis and Berry 2005).
package enum CRC32 {
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for index in 0..<256 {
            var value = UInt32(index)
            for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
            tables[index] = value
        }
        for index in 256..<8 * 256 {
            let previous = tables[index - 256]
            tables[index] = previous >> 8 ^ tables[Int(previous & 255)]
        }
        return tables
    }()

    package static func checksum(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBytes { checksum(ByteView($0)) }
    }

    static func checksum(_ view: ByteView) -> UInt32 {
        view.withMemory { memory in
            tables.withUnsafeBufferPointer { table in
                var crc = ~UInt32(0)
                var index = 0
                while index &+ 8 <= memory.count {
                    let word = UInt64(littleEndian: memory.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                    let low = UInt32(truncatingIfNeeded: word) ^ crc
                    let high = UInt32(truncatingIfNeeded: word >> 32)
                    crc =
                        table[1792 &+ Int(low & 255)] ^ table[1536 &+ Int(low >> 8 & 255)]
                        ^ table[1280 &+ Int(low >> 16 & 255)] ^ table[1024 &+ Int(low >> 24)]
                    crc ^=
                        table[768 &+ Int(high & 255)] ^ table[512 &+ Int(high >> 8 & 255)]
                        ^ table[256 &+ Int(high >> 16 & 255)] ^ table[Int(high >> 24)]
                    index &+= 8
                }
                while index < memory.count {
                    crc = crc >> 8 ^ table[Int((crc ^ UInt32(memory[index])) & 255)]
                    index &+= 1
                }
                return ~crc
            }
        }
    }
}

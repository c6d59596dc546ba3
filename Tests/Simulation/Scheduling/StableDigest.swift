/// A number that stands for everything that was added, the same in every process: FNV-1a with 64 bits (RFC 9923).
package struct StableDigest: Hashable, Sendable, CustomStringConvertible {
    private var value: UInt64 = 0xCBF2_9CE4_8422_2325

    package init() {}

    package mutating func add(_ number: Int) {
        withUnsafeBytes(of: UInt64(bitPattern: Int64(number)).littleEndian) { bytes in
            for byte in bytes { add(byte) }
        }
    }

    package mutating func add(_ text: String) { for byte in text.utf8 { add(byte) } }

    private mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }

    package var description: String { String(value, radix: 16) }
}

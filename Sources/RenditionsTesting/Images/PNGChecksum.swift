/// The CRC of PNG's chunks (PNG 3rd edition annex D). Apart from the core's on purpose: what reads a file and what wrote
/// it must not agree on the same mistake.
enum PNGChecksum {
    /// What each value of the lowest byte does to the rest.
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }

    static func checksum(_ bytes: some Sequence<UInt8>) -> Int {
        let table = table
        return Int(~bytes.reduce(~UInt32(0)) { $0 >> 8 ^ table[Int(($0 ^ UInt32($1)) & 255)] })
    }
}

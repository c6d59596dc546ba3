/// Zlib streams that store their data instead of compressing it: the shortest code that every decoder reads.
enum StoredZlib {
    /// Bytes that a stored block holds at most (RFC 1951 3.2.4).
    private static let blockBytes = 65_535

    /// A whole stream (RFC 1950): header, stored blocks, checksum.
    static func stream(_ data: [UInt8]) -> [UInt8] {
        // Deflate with a window of 32 KiB, and the check bits that make the pair a multiple of 31.
        var stream: [UInt8] = [0x78, 0x01]
        stream.reserveCapacity(data.count + data.count / blockBytes * 5 + 11)
        var offset = 0
        repeat {
            let end = min(offset + blockBytes, data.count)
            stream.append(end == data.count ? 1 : 0)
            stream += FileByteOrder.little.bytes16(end - offset)
            stream += FileByteOrder.little.bytes16(~(end - offset))
            stream += data[offset..<end]
            offset = end
        } while offset < data.count
        return stream + FileByteOrder.big.bytes32(adler32(data))
    }

    /// The checksum of RFC 1950 section 8.2.
    private static func adler32(_ data: [UInt8]) -> Int {
        var (low, high) = (1, 0)
        for byte in data {
            low = (low + Int(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return high << 16 | low
    }
}

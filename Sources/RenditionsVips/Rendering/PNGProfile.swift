internal import NIOCore
internal import Renditions

/// Puts an ICC profile into a PNG (PNG 3rd edition, 11.3.2.3).
///
/// libpng leaves out, without a word, profiles that it takes for faulty, such as Kodak's ProPhoto RGB. Without it the
/// picture's colours would be others.
struct PNGProfile {
    let profile: [UInt8]

    /// The file with the profile, or as it is when it has one or is no PNG.
    func added(to file: ByteBuffer) -> ByteBuffer {
        let start = file.readerIndex
        // Behind the signature and the header, which have a fixed length.
        let place = 33
        guard file.getString(at: start + 1, length: 3) == "PNG", file.readableBytes > place, !hasProfile(file),
            let head = file.getSlice(at: start, length: place),
            let rest = file.getSlice(at: start + place, length: file.readableBytes - place)
        else { return file }
        let body = Array("ICC profile\0\0".utf8) + Self.stored(profile)
        var result = ByteBuffer()
        result.reserveCapacity(file.readableBytes + body.count + 12)
        result.writeImmutableBuffer(head)
        result.writeInteger(UInt32(body.count))
        let named = Array("iCCP".utf8) + body
        result.writeBytes(named)
        result.writeInteger(CRC32.checksum(named))
        result.writeImmutableBuffer(rest)
        return result
    }

    /// Whether there is such a chunk before the pixels.
    private func hasProfile(_ file: ByteBuffer) -> Bool {
        var chunks = file
        chunks.moveReaderIndex(forwardBy: 8)
        while let length = chunks.readInteger(as: UInt32.self), let name = chunks.readString(length: 4), name != "IDAT"
        {
            if name == "iCCP" { return true }
            guard chunks.readSlice(length: Int(length) + 4) != nil else { return false }
        }
        return false
    }

    /// A zlib stream of blocks that are not compressed (RFC 1950, RFC 1951 3.2.4).
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var (a, b): (UInt32, UInt32) = (1, 0)
        for start in stride(from: 0, to: bytes.count, by: 65_535) {
            let block = bytes[start..<min(start + 65_535, bytes.count)]
            stream.append(block.endIndex == bytes.count ? 1 : 0)
            for word in [UInt16(block.count), ~UInt16(block.count)] { stream += [UInt8(word & 255), UInt8(word >> 8)] }
            stream += block
            for byte in block {
                a = (a + UInt32(byte)) % 65_521
                b = (b + a) % 65_521
            }
        }
        return stream + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: (b << 16 | a) >> $0) }
    }
}

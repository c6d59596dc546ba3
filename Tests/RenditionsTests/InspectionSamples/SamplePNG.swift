/// A PNG, chunk by chunk. Its pixel data is not meant to be inflated.
struct SamplePNG {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    var width = 16
    var height = 8
    var depth = 8
    /// 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha.
    var colorType = 2
    var compression = 0
    var filter = 0
    var interlace = 0
    /// Whole chunks between the header and the pixels.
    var chunks: [[UInt8]] = []
    /// What the pixel chunks hold.
    var pixels: [[UInt8]] = [[0x78, 0x01, 0x63, 0x60], [0x60, 0x00]]
    var end = SamplePNG.chunk("IEND", [])

    var header: [UInt8] {
        let tail = [depth, colorType, compression, filter, interlace].map { UInt8($0) }
        return Self.chunk("IHDR", .joining(.big(width, 4), .big(height, 4), tail))
    }

    var bytes: [UInt8] {
        let data = Array(pixels.map { Self.chunk("IDAT", $0) }.joined())
        return .joining(Self.signature, header, Array(chunks.joined()), data, end)
    }

    /// A chunk; a `length` or `checksum` of its own is a lie.
    static func chunk(_ name: String, _ body: [UInt8], length: Int? = nil, checksum: Int? = nil) -> [UInt8] {
        let covered = [UInt8].text(name) + body
        return .joining(.big(length ?? body.count, 4), covered, .big(checksum ?? Int(crc(covered)), 4))
    }

    static func profile(_ profile: [UInt8]) -> [UInt8] { chunk("iCCP", .text("name\0\0") + zlib(profile)) }

    static func xmp(_ packet: String) -> [UInt8] {
        chunk("iTXt", .text("XML:com.adobe.xmp\0\0\0\0\0" + packet))
    }

    static func compressedXMP(_ packet: String) -> [UInt8] {
        chunk("iTXt", .text("XML:com.adobe.xmp\0\u{1}\0\0\0") + zlib(.text(packet)), checksum: 0)
    }

    /// A zlib stream of stored blocks (RFC 1950, RFC 1951 3.2.4).
    static func zlib(_ content: [UInt8]) -> [UInt8] {
        var blocks: [UInt8] = []
        for start in stride(from: 0, to: max(content.count, 1), by: 65_535) {
            let part = content[start..<min(start + 65_535, content.count)]
            let isLast = start + 65_535 >= content.count
            blocks += .joining([isLast ? 1 : 0], .little(part.count, 2), .little(~part.count, 2), Array(part))
        }
        var (low, high) = (1, 0)
        for byte in content {
            low = (low + Int(byte)) % 65521
            high = (high + low) % 65521
        }
        return .joining([0x78, 0x01], blocks, .big(high << 16 | low, 4))
    }

    static func crc(_ bytes: [UInt8]) -> UInt32 {
        var crc = ~UInt32(0)
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? 0xEDB8_8320 ^ crc >> 1 : crc >> 1 }
        }
        return ~crc
    }
}

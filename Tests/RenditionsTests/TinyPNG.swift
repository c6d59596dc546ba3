/// A PNG with right chunks and checksums; its pixel data is not meant to be inflated.
struct TinyPNG {
    var width = 4
    var height = 3
    var depth = 8
    /// 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha.
    var colorType = 2
    var interlace = 0
    /// Whole chunks between the header and the pixels.
    var chunks: [[UInt8]] = []

    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    static func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        InspectionBytes.build {
            $0.u32(body.count)
            $0.text(name)
            $0.append(body)
            $0.u32(checksum(Array(name.utf8) + body))
        }
    }

    /// CRC-32 bit by bit, independent of the tables in the library.
    static func checksum(_ bytes: [UInt8]) -> Int {
        var crc = ~UInt32(0)
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return Int(~crc)
    }

    /// A zlib stream of one stored block, which needs no compressor.
    static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var (low, high) = (1, 0)
        for byte in bytes {
            low = (low + Int(byte)) % 65521
            high = (high + low) % 65521
        }
        return [0x78, 0x01, 0x01]
            + InspectionBytes.build(isLittle: true) { $0.u16(bytes.count, bytes.count ^ 0xFFFF) } + bytes
            + InspectionBytes.build { $0.u16(high, low) }
    }

    var header: [UInt8] {
        InspectionBytes.build {
            $0.u32(width, height)
            $0.u8(depth, colorType, 0, 0, interlace)
        }
    }

    var bytes: [UInt8] {
        Self.signature + Self.chunk("IHDR", header) + chunks.flatMap { $0 } + Self.chunk("IDAT", [1, 2, 3, 4, 5])
            + Self.chunk("IEND", [])
    }
}

import NIOCore
import Renditions

/// A PNG written by the tests themselves: of any colour type and depth, with any chunk, and nothing compressed (PNG 3rd
/// edition; stored blocks of RFC 1951).
struct PNGFile {
    /// The numbers are those of the header's colour type.
    enum Kind: Int, CaseIterable {
        case grey = 0
        case rgb = 2
        case greyAlpha = 4
        case rgba = 6

        var channels: Int { [.grey: 1, .rgb: 3, .greyAlpha: 2, .rgba: 4][self] ?? 0 }
    }

    var kind: Kind
    /// 8 or 16.
    var depth = 8
    var raster: Raster
    /// Chunks between the header and the pixels.
    var chunks: [(name: String, body: [UInt8])] = []

    var bytes: ByteBuffer {
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        file += Self.chunk(
            "IHDR",
            Self.number(raster.size.width) + Self.number(raster.size.height)
                + [UInt8(depth), UInt8(kind.rawValue), 0, 0, 0])
        for chunk in chunks { file += Self.chunk(chunk.name, chunk.body) }
        file += Self.chunk("IDAT", Self.zlib(rows))
        file += Self.chunk("IEND", [])
        return ByteBuffer(bytes: file)
    }

    private var rows: [UInt8] {
        var rows: [UInt8] = []
        for y in 0..<raster.size.height {
            rows.append(0)
            for x in 0..<raster.size.width {
                for level in levels(raster[x, y]) {
                    rows.append(level)
                    // 257 times the 8-bit level.
                    if depth == 16 { rows.append(level) }
                }
            }
        }
        return rows
    }

    private func levels(_ color: Color) -> [UInt8] {
        switch kind {
        case .grey: [color.red]
        case .greyAlpha: [color.red, color.alpha]
        case .rgb: [color.red, color.green, color.blue]
        case .rgba: [color.red, color.green, color.blue, color.alpha]
        }
    }

    private static func number(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private static func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        let named = Array(name.utf8) + body
        return number(body.count) + named + number(Int(CRC32.checksum(named)))
    }

    private static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let count = min(65_535, bytes.count - start)
            stream.append(start + count == bytes.count ? 1 : 0)
            for value in [count, ~count] {
                stream += [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
            }
            stream += bytes[start..<start + count]
            start += count
        } while start < bytes.count
        var (a, b) = (1, 0)
        for byte in bytes {
            a = (a + Int(byte)) % 65_521
            b = (b + a) % 65_521
        }
        return stream + number(b << 16 | a)
    }
}

import NIOCore
import Renditions

/// Writes PNG: 8 bits, red, green, blue and opacity, not compressed (a zlib stream of stored blocks, RFC 1951 3.2.4).
enum ReferenceEncoder {
    /// - Parameter orientation: written as EXIF where it is not up.
    static func png(_ raster: Raster, orientation: Orientation = .up) -> ByteBuffer {
        var file = signature
        let (width, height) = (UInt32(raster.size.width), UInt32(raster.size.height))
        write("IHDR", bytes(width) + bytes(height) + [8, 6, 0, 0, 0], to: &file)
        if orientation != .up { write("eXIf", exif(orientation), to: &file) }
        write("IDAT", zlib(rows(raster)), to: &file)
        write("IEND", [], to: &file)
        return file
    }

    /// A file whose header claims a size and which has next to no pixels: enough for what reads headers only.
    static func header(of size: PixelSize) -> ByteBuffer {
        var file = signature
        write("IHDR", bytes(UInt32(size.width)) + bytes(UInt32(size.height)) + [8, 6, 0, 0, 0], to: &file)
        write("IDAT", zlib([0]), to: &file)
        write("IEND", [], to: &file)
        return file
    }

    private static let signature = ByteBuffer(bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])

    /// Every row as it is, behind a byte that says so (filter type 0).
    private static func rows(_ raster: Raster) -> [UInt8] {
        let stride = raster.size.width * 4
        return (0..<raster.size.height).flatMap { row in [0] + raster.pixels[row * stride..<(row + 1) * stride] }
    }

    private static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let end = min(start + 65_535, bytes.count)
            let length = UInt16(end - start)
            stream.append(end == bytes.count ? 1 : 0)
            for value in [length, ~length] { stream += [UInt8(value & 255), UInt8(value >> 8)] }
            stream += bytes[start..<end]
            start = end
        } while start < bytes.count
        return stream + self.bytes(UInt32(Inflate.adler32(bytes)))
    }

    /// A TIFF structure with the orientation as its only entry.
    private static func exif(_ orientation: Orientation) -> [UInt8] {
        Array("MM".utf8) + [0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation.rawValue)]
            + [0, 0, 0, 0, 0, 0]
    }

    private static func write(_ name: String, _ body: [UInt8], to file: inout ByteBuffer) {
        let covered = Array(name.utf8) + body
        file.writeInteger(UInt32(body.count))
        file.writeBytes(covered)
        file.writeInteger(CRC32.checksum(covered))
    }

    private static func bytes(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
    }
}

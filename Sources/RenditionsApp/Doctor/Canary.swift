internal import NIOCore
internal import Renditions
internal import RenditionsVips

/// Files that have hung, swollen or leaked through image libraries, made of a few bytes.
enum Canary {
    /// A complete gzip member of nothing, and one byte more. Sniffers that look for a compressed SVG have waited for ever
    /// for the rest.
    static let gzipWithTail: [UInt8] =
        [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x03, 0x00] + [UInt8](repeating: 0, count: 8) + [0x20]

    /// A PNG whose text chunk claims two gigabytes.
    static let pngWithHugeText: [UInt8] =
        pngHeader(side: 1, checksum: 0x9077_53DE) + [0x7F, 0xFF, 0xFF, 0xFF] + Array("tEXtComment\0".utf8)

    /// A PNG of 1.6 thousand million pixels.
    static let pngOfManyPixels: [UInt8] =
        pngHeader(side: 40_000, checksum: 0xDE6E_9952) + [0, 0, 0, 0] + Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]

    /// An SVG whose root comes after a kilobyte of comment, and that wants a file of the machine.
    static let svgWithLateRoot = Array(
        ("<!--" + String(repeating: " ", count: 1200) + "-->"
            + "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"9\" "
            + "height=\"9\"><image xlink:href=\"file:///etc/hostname\" width=\"9\" height=\"9\"/></svg>").utf8)

    /// A drawing script that ImageMagick would carry out.
    static let magickScript = Array(
        "push graphic-context\nviewbox 0 0 9 9\nimage over 0,0 0,0 'https://localhost/'\n".utf8)

    /// A picture with much detail, the same each time.
    static func picture(side: Int) -> Raster {
        let noise = Noise(seed: 5)
        var raster = Raster(size: PixelSize(width: side, height: side), fill: .white)
        for y in 0..<side {
            for x in 0..<side {
                let level = UInt8(noise.smooth(Float(x) / 5, Float(y) / 5) * 255)
                raster[x, y] = Color(red: level, green: UInt8(x * 255 / side), blue: UInt8(y * 255 / side))
            }
        }
        return raster
    }

    /// A JPEG that ends in the middle of its pixels.
    static func truncatedJPEG(_ engine: VipsEngine) async throws -> [UInt8] {
        let bytes = try await engine.encode(picture(side: 256), as: .jpeg(quality: 90))
        return Array(bytes.readableBytesView.prefix(bytes.readableBytes * 3 / 5))
    }

    /// A JPEG with camera and place, and bytes of those that no rendition may hold: texts, and the latitude in degrees
    /// and minutes in either byte order.
    static func locatedJPEG(_ engine: VipsEngine) async throws -> (bytes: [UInt8], secrets: [[UInt8]]) {
        let jpeg = Array(try await engine.encode(picture(side: 64), as: .jpeg()).readableBytesView)
        let exif = SampleExif(orientation: 1, hasLocation: true)
        let texts = ["Painted Camera", "no rights reserved", "2025:02:14"].map { Array($0.utf8) }
        let latitude: [UInt8] = [0, 0, 0, 47, 0, 0, 0, 1, 0, 0, 0, 25, 0, 0, 0, 1]
        let swapped: [UInt8] = [47, 0, 0, 0, 1, 0, 0, 0, 25, 0, 0, 0, 1, 0, 0, 0]
        return (exif.inserted(in: jpeg), texts + [latitude, swapped])
    }

    /// - Parameter checksum: of the chunk with this side.
    private static func pngHeader(side: Int, checksum: Int) -> [UInt8] {
        func number(_ value: Int) -> [UInt8] { (0..<4).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
        let header = Array("IHDR".utf8) + number(side) + number(side) + [8, 2, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + number(13) + header + number(checksum)
    }
}

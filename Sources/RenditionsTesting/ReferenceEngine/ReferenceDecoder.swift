package import NIOCore
package import Renditions

/// Reads the pixels of a PNG that an inspection has passed: all colour types with 8 or 16 bits, not interlaced.
package struct ReferenceDecoder {
    private var header: [UInt8] = []
    private var palette: [UInt8] = []
    private var transparency: [UInt8] = []
    private var stream: [UInt8] = []

    /// - Throws: `RenderError` with codes `invalid-image` and `forbidden-format`.
    package static func raster(of file: ByteBuffer) throws -> Raster {
        var decoder = ReferenceDecoder()
        var file = file
        file.moveReaderIndex(forwardBy: min(8, file.readableBytes))
        while let length = file.readInteger(as: UInt32.self), let name = file.readString(length: 4),
            let body = file.readBytes(length: Int(length)), file.readInteger(as: UInt32.self) != nil
        {
            switch name {
            case "IHDR": decoder.header = body
            case "PLTE": decoder.palette = body
            case "tRNS": decoder.transparency = body
            case "IDAT": decoder.stream += body
            default: break
            }
        }
        return try decoder.raster()
    }

    private func raster() throws -> Raster {
        guard header.count == 13 else { throw RenderError(.invalidImage, "The PNG has no header.") }
        func integer(_ offset: Int) -> Int { header[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
        let size = PixelSize(width: integer(0), height: integer(4))
        let (depth, type) = (Int(header[8]), Int(header[9]))
        guard depth >= 8, header[12] == 0, let samples = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][type] else {
            throw RenderError(.forbiddenFormat, "The reference engine reads PNG of 8 or 16 bits, not interlaced.")
        }
        let bytesPerPixel = samples * depth / 8
        let rows = try unfiltered(rowBytes: size.width * bytesPerPixel, count: size.height, bytesPerPixel)
        return Raster(size: size) { x, y in
            // Of 16 bits the upper 8 are taken.
            color((0..<samples).map { rows[(y * size.width + x) * bytesPerPixel + $0 * depth / 8] }, type: type)
        }
    }

    private func color(_ samples: [UInt8], type: Int) -> Color {
        switch type {
        case 0, 4:
            return Color(red: samples[0], green: samples[0], blue: samples[0], alpha: type == 4 ? samples[1] : 255)
        case 3:
            let index = Int(samples[0])
            guard index * 3 + 2 < palette.count else { return .black }
            return Color(
                red: palette[index * 3], green: palette[index * 3 + 1], blue: palette[index * 3 + 2],
                alpha: index < transparency.count ? transparency[index] : 255)
        default:
            return Color(
                red: samples[0], green: samples[1], blue: samples[2], alpha: samples.count > 3 ? samples[3] : 255)
        }
    }

    /// The samples of all rows, with the filters undone (PNG 3rd edition section 9).
    private func unfiltered(rowBytes: Int, count: Int, _ bytesPerPixel: Int) throws -> [UInt8] {
        let expected = (rowBytes + 1) * count
        guard let data = Inflate.zlib(stream, maximumBytes: expected), data.count == expected else {
            throw RenderError(.invalidImage, "The PNG's pixels are damaged.")
        }
        var rows = Array(repeating: UInt8(0), count: rowBytes * count)
        for row in 0..<count {
            let filter = data[row * (rowBytes + 1)]
            guard filter <= 4 else { throw RenderError(.invalidImage, "The PNG has a filter that does not exist.") }
            for index in 0..<rowBytes {
                let place = row * rowBytes + index
                let left = index >= bytesPerPixel ? Int(rows[place - bytesPerPixel]) : 0
                let above = row > 0 ? Int(rows[place - rowBytes]) : 0
                let corner = row > 0 && index >= bytesPerPixel ? Int(rows[place - rowBytes - bytesPerPixel]) : 0
                let predicted =
                    switch filter {
                    case 1: left
                    case 2: above
                    case 3: (left + above) / 2
                    case 4: Self.paeth(left, above, corner)
                    default: 0
                    }
                rows[place] = data[row * (rowBytes + 1) + 1 + index] &+ UInt8(predicted)
            }
        }
        return rows
    }

    private static func paeth(_ left: Int, _ above: Int, _ corner: Int) -> Int {
        let guess = left + above - corner
        let distances = (abs(guess - left), abs(guess - above), abs(guess - corner))
        if distances.0 <= distances.1, distances.0 <= distances.2 { return left }
        return distances.1 <= distances.2 ? above : corner
    }
}

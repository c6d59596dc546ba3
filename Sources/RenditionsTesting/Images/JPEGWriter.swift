public import Renditions

/// Writes baseline JPEG files (ITU-T T.81, JFIF 1.02): one scan, Huffman tables of annex K, no restarts.
public enum JPEGWriter {
    /// How planes are stored.
    public enum Layout: Hashable, Sendable, CaseIterable {
        /// One plane, the luma.
        case grey
        /// 4:4:4.
        case fullChroma
        /// 4:2:0: the mean of each four colours.
        case halfChroma

        /// Pixels of the side of a coded unit, in which every plane has at least one block.
        var unitSide: Int { self == .halfChroma ? 16 : 8 }
    }

    /// The bytes of a file. Alpha is left out.
    ///
    /// - Parameters:
    ///   - quality: 1 to 100, on the scale of the Independent JPEG Group.
    ///   - segments: written in this order behind the JFIF header.
    /// - Precondition: each side of the raster has 1 to 65,535 pixels.
    public static func encode(
        _ raster: Raster, quality: Int = 90, as layout: Layout = .fullChroma, segments: [JPEGSegment] = []
    ) -> [UInt8] {
        precondition(raster.size.shorterSide > 0 && raster.size.longerSide < 65_536, "a JPEG's sides have 16 bits")
        let planes = JPEGPlane.planes(of: raster, as: layout)
        var file = ByteSink(.big)
        file.append([0xFF, 0xD8])
        // JFIF 1.02, one pixel as wide as high, no thumbnail.
        append(JPEGSegment(marker: 0xE0, body: Array("JFIF\0".utf8) + [1, 2, 0, 0, 1, 0, 1, 0, 0]), to: &file)
        for segment in segments { append(segment, to: &file) }
        append(quantization(quality, planes), to: &file)
        append(frame(raster.size, planes), to: &file)
        for table in JPEGHuffmanTable.tables(forPlanes: planes.count) {
            append(JPEGSegment(marker: 0xC4, body: table.definition), to: &file)
        }
        append(scanHeader(planes), to: &file)
        file.append(entropyCoded(planes, quality))
        file.append([0xFF, 0xD9])
        return file.bytes
    }

    private static func append(_ segment: JPEGSegment, to file: inout ByteSink) {
        file.append([0xFF, segment.marker])
        file.append16(segment.body.count + 2)
        file.append(segment.body)
    }

    /// DQT (B.2.4.1), one table for luma and one for chroma.
    private static func quantization(_ quality: Int, _ planes: [JPEGPlane]) -> JPEGSegment {
        let kinds = planes.count == 1 ? [false] : [false, true]
        let body = kinds.enumerated().flatMap { index, isChroma in
            let steps = JPEGQuantization.steps(quality, isChroma: isChroma)
            return [UInt8(index)] + JPEGQuantization.zigzag.map { UInt8(steps[$0]) }
        }
        return JPEGSegment(marker: 0xDB, body: body)
    }

    /// SOF0 (B.2.2): 8 bits, height, width, and each plane's number, sampling factors and table.
    private static func frame(_ size: PixelSize, _ planes: [JPEGPlane]) -> JPEGSegment {
        var body = ByteSink(.big)
        body.append8(8)
        body.append16(size.height)
        body.append16(size.width)
        body.append8(planes.count)
        for (index, plane) in planes.enumerated() {
            body.append8(index + 1)
            body.append8(plane.factor << 4 | plane.factor)
            body.append8(plane.isChroma ? 1 : 0)
        }
        return JPEGSegment(marker: 0xC0, body: body.bytes)
    }

    /// SOS (B.2.3): each plane with its tables for DC and AC, then the whole band of frequencies.
    private static func scanHeader(_ planes: [JPEGPlane]) -> JPEGSegment {
        let references = planes.enumerated().flatMap { index, plane -> [UInt8] in
            [UInt8(index + 1), plane.isChroma ? 0x11 : 0x00]
        }
        return JPEGSegment(marker: 0xDA, body: [UInt8(planes.count)] + references + [0, 63, 0])
    }

    /// All units, row by row; in each, the blocks of every plane (A.2.3).
    private static func entropyCoded(_ planes: [JPEGPlane], _ quality: Int) -> [UInt8] {
        var writer = JPEGBitWriter()
        var coders = planes.map { JPEGBlockCoder(quality, isChroma: $0.isChroma) }
        let units = (columns: planes[0].width / (8 * planes[0].factor), rows: planes[0].height / (8 * planes[0].factor))
        for row in 0..<units.rows {
            for column in 0..<units.columns {
                for (index, plane) in planes.enumerated() {
                    for block in 0..<plane.factor * plane.factor {
                        let x = column * plane.factor + block % plane.factor
                        let y = row * plane.factor + block / plane.factor
                        coders[index].encode(plane.block(x, y), to: &writer)
                    }
                }
            }
        }
        return writer.finish()
    }
}

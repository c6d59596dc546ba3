public import Renditions

/// Writes PNG files (PNG 3rd edition): not interlaced, not filtered, not compressed.
public enum PNGWriter {
    /// How pixels are stored, all with 8 bits a channel but the last.
    public enum Layout: Hashable, Sendable, CaseIterable {
        case rgba
        /// Alpha is left out.
        case rgb
        /// The luma of BT.601; alpha is left out.
        case grey
        /// The luma of BT.601.
        case greyAlpha
        /// The raster's own colours, at most 256, in the order in which they first occur. Alpha stands in a `tRNS`
        /// chunk where a colour is not opaque.
        case palette
        /// 16 bits a channel: level times 257, so that 255 becomes 65,535. Alpha is left out.
        case rgb16

        /// IHDR's bit depth and colour type (section 11.2.1).
        var header: (bitDepth: Int, colorType: Int) {
            switch self {
            case .rgba: (8, 6)
            case .rgb: (8, 2)
            case .grey: (8, 0)
            case .greyAlpha: (8, 4)
            case .palette: (8, 3)
            case .rgb16: (16, 2)
            }
        }
    }

    /// The bytes of a file.
    ///
    /// - Parameter chunks: written in this order behind the header, before palette and pixels.
    /// - Precondition: the raster has at least one pixel and, for ``Layout/palette``, at most 256 colours.
    public static func encode(_ raster: Raster, as layout: Layout = .rgba, chunks: [PNGChunk] = []) -> [UInt8] {
        precondition(raster.size.area > 0, "a PNG has at least one pixel")
        var file = ByteSink(.big)
        file.append([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        append(PNGChunk(name: "IHDR", body: header(raster.size, layout)), to: &file)
        for chunk in chunks { append(chunk, to: &file) }
        let palette = layout == .palette ? Palette(raster) : nil
        for chunk in palette?.chunks ?? [] { append(chunk, to: &file) }
        append(PNGChunk(name: "IDAT", body: StoredZlib.stream(rows(raster, layout, palette))), to: &file)
        append(PNGChunk(name: "IEND", body: []), to: &file)
        return file.bytes
    }

    private static func header(_ size: PixelSize, _ layout: Layout) -> [UInt8] {
        var header = ByteSink(.big)
        header.append32(size.width)
        header.append32(size.height)
        header.append8(layout.header.bitDepth)
        header.append8(layout.header.colorType)
        // Deflate, the five filters, no interlacing.
        header.append([0, 0, 0])
        return header.bytes
    }

    private static func append(_ chunk: PNGChunk, to file: inout ByteSink) {
        let covered = Array(chunk.name.utf8) + chunk.body
        file.append32(chunk.body.count)
        file.append(covered)
        file.append32(PNGChecksum.checksum(covered))
    }

    /// The image data before compression: each row behind the number of its filter, 0 for none (section 9.2).
    private static func rows(_ raster: Raster, _ layout: Layout, _ palette: Palette?) -> [UInt8] {
        var rows: [UInt8] = []
        rows.reserveCapacity(raster.pixels.count * 2)
        for y in 0..<raster.size.height {
            rows.append(0)
            for x in 0..<raster.size.width {
                let color = raster[x, y]
                switch layout {
                case .rgba: rows += [color.red, color.green, color.blue, color.alpha]
                case .rgb: rows += [color.red, color.green, color.blue]
                case .grey: rows.append(color.luma)
                case .greyAlpha: rows += [color.luma, color.alpha]
                case .palette: rows.append(palette?.indices[color] ?? 0)
                // Level times 257 is the level in both bytes.
                case .rgb16: rows += [color.red, color.red, color.green, color.green, color.blue, color.blue]
                }
            }
        }
        return rows
    }
}

/// The colours of a raster by the order of their first occurrence.
private struct Palette {
    private(set) var indices: [Color: UInt8] = [:]
    private var colors: [Color] = []

    init(_ raster: Raster) {
        for y in 0..<raster.size.height {
            for x in 0..<raster.size.width where indices[raster[x, y]] == nil {
                precondition(colors.count < 256, "a PNG's palette has at most 256 colours")
                indices[raster[x, y]] = UInt8(colors.count)
                colors.append(raster[x, y])
            }
        }
    }

    /// `PLTE`, and `tRNS` where it is needed.
    var chunks: [PNGChunk] {
        let palette = PNGChunk(name: "PLTE", body: colors.flatMap { [$0.red, $0.green, $0.blue] })
        guard colors.contains(where: { $0.alpha < 255 }) else { return [palette] }
        return [palette, PNGChunk(name: "tRNS", body: colors.map(\.alpha))]
    }
}

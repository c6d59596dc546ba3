public import Renditions

/// Writes TIFF files (TIFF 6.0): uncompressed strips, 8 bits a channel, channels side by side.
public enum TIFFWriter {
    /// How pixels are stored.
    public enum Layout: Hashable, Sendable, CaseIterable {
        /// Alpha is left out.
        case rgb
        /// Alpha is not premultiplied.
        case rgba
        /// The luma of BT.601; alpha is left out.
        case grey

        var samples: Int {
            switch self {
            case .rgb: 3
            case .rgba: 4
            case .grey: 1
            }
        }
    }

    /// Rows of a strip: most pictures have several strips, the last one shorter.
    private static let rowsPerStrip = 20

    /// The bytes of a file.
    ///
    /// - Parameters:
    ///   - pages: at least one, of any sizes.
    ///   - orientation: written to every page; nil leaves the tag out.
    ///   - iccProfile: written to every page.
    ///   - xmp: a packet, written to every page.
    /// - Precondition: there is a page, and each has at least one pixel.
    public static func encode(
        _ pages: [Raster], as layout: Layout = .rgb, order: FileByteOrder = .little, orientation: Orientation? = nil,
        iccProfile: [UInt8]? = nil, xmp: [UInt8]? = nil
    ) -> [UInt8] {
        precondition(!pages.isEmpty && pages.allSatisfy { $0.size.area > 0 }, "a TIFF has pages with pixels")
        var file = ByteSink(order)
        file.append(order == .big ? "MM" : "II")
        file.append16(42)
        // A directory stands behind its strips; its place is filled in where it is pointed to once it is known.
        var pointer = file.count
        file.append32(0)
        for page in pages {
            var fields = fields(page.size, layout)
            var (places, lengths): ([Int], [Int]) = ([], [])
            for strip in strips(page, layout) {
                places.append(file.count)
                lengths.append(strip.count)
                file.append(strip)
            }
            fields[273] = .longs(places)
            fields[279] = .longs(lengths)
            fields[274] = orientation.map { .shorts([$0.rawValue]) }
            fields[700] = xmp.map { .bytes($0) }
            fields[34675] = iccProfile.map { .undefined($0) }
            file.align(to: 2)
            file.set32(file.count, at: pointer)
            pointer = fields.write(to: &file)
        }
        return file.bytes
    }

    /// The fields that describe how pixels are stored, apart from strips and their lengths.
    private static func fields(_ size: PixelSize, _ layout: Layout) -> TIFFFields {
        var fields = TIFFFields()
        fields[256] = .longs([size.width])
        fields[257] = .longs([size.height])
        fields[258] = .shorts([Int](repeating: 8, count: layout.samples))
        // Not compressed.
        fields[259] = .shorts([1])
        // RGB, or grey of which 0 is black.
        fields[262] = .shorts([layout == .grey ? 1 : 2])
        fields[277] = .shorts([layout.samples])
        fields[278] = .longs([rowsPerStrip])
        // 72 to the inch, which baseline readers ask for.
        fields[282] = .rationals([(72, 1)])
        fields[283] = .rationals([(72, 1)])
        fields[284] = .shorts([1])
        fields[296] = .shorts([2])
        // Section 18: the fourth sample is alpha by which colours are not multiplied.
        fields[338] = layout == .rgba ? .shorts([2]) : nil
        return fields
    }

    private static func strips(_ page: Raster, _ layout: Layout) -> [[UInt8]] {
        stride(from: 0, to: page.size.height, by: rowsPerStrip).map { top in
            var strip: [UInt8] = []
            for y in top..<min(top + rowsPerStrip, page.size.height) {
                for x in 0..<page.size.width {
                    let color = page[x, y]
                    switch layout {
                    case .rgb: strip += [color.red, color.green, color.blue]
                    case .rgba: strip += [color.red, color.green, color.blue, color.alpha]
                    case .grey: strip.append(color.luma)
                    }
                }
            }
            return strip
        }
    }
}

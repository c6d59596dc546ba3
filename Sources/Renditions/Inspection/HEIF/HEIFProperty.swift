/// One property of the list that items share (ISO/IEC 23008-12 section 6.5).
enum HEIFProperty {
    case size(PixelSize)
    /// Quarter turns counter-clockwise.
    case rotation(Int)
    /// Whether top and bottom are exchanged; otherwise left and right.
    case mirror(isVertical: Bool)
    /// The clean aperture: what is left after cropping.
    case aperture(PixelSize)
    case bitDepth(Int)
    case alpha
    case codePoints(ColorCodePoints)
    case profile(ByteView)
    /// From the codec's configuration, which is the whole box.
    case codec(bitDepth: Int, subsampling: String?, BoxReader.Box)
    case other

    init(_ box: BoxReader.Box) {
        self = Self.read(box) ?? .other
    }

    private static func read(_ box: BoxReader.Box) -> HEIFProperty? {
        let body = box.body
        switch box.type {
        case "ispe":
            guard let width = body.u32(4, .big), let height = body.u32(8, .big) else { return nil }
            return .size(PixelSize(width: width, height: height))
        case "irot": return body.u8(0).map { .rotation($0 & 3) }
        case "imir": return body.u8(0).map { .mirror(isVertical: $0 & 1 == 0) }
        case "clap": return aperture(body)
        case "pixi": return body.u8(5).map { .bitDepth($0) }
        case "auxC":
            // The third is of another codec; decoders take it for alpha whatever the item's is, and a text that ends
            // with its box for a whole one.
            let names: [StaticString] = [
                "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", "urn:mpeg:hevc:2015:auxid:1",
                "urn:mpeg:avc:2015:auxid:1",
            ]
            let isAlpha = names.contains {
                body.matches($0, at: 4) && body.u8(4 + $0.utf8CodeUnitCount) ?? 0 == 0
            }
            return isAlpha ? .alpha : nil
        case "colr": return color(body)
        case "av1C":
            // AV1 in ISOBMFF 2.3.3: bits 6 and 5 are high_bitdepth and twelve_bit, then monochrome and subsampling.
            return body.u8(2).map { flags in
                let names = [0b000: "4:4:4", 0b100: "4:2:2", 0b110: "4:2:0"]
                return .codec(
                    bitDepth: flags & 0x40 == 0 ? 8 : flags & 0x20 == 0 ? 10 : 12,
                    subsampling: flags & 0x10 == 0 ? names[flags >> 1 & 0b110] : nil, box)
            }
        case "hvcC":
            // ISO/IEC 14496-15 8.3.3.1: chroma_format_idc in the lowest two bits of byte 16, then the depth less 8.
            guard let chroma = body.u8(16), let depth = body.u8(17) else { return nil }
            return .codec(
                bitDepth: (depth & 7) + 8, subsampling: [1: "4:2:0", 2: "4:2:2", 3: "4:4:4"][chroma & 3], box)
        default: return nil
        }
    }

    private static func aperture(_ body: ByteView) -> HEIFProperty? {
        guard let width = body.u32(0, .big), let widthBase = body.u32(4, .big), widthBase > 0,
            let height = body.u32(8, .big), let heightBase = body.u32(12, .big), heightBase > 0
        else { return nil }
        return .aperture(PixelSize(width: width / widthBase, height: height / heightBase))
    }

    private static func color(_ body: ByteView) -> HEIFProperty? {
        switch body.fourCC(0) {
        case "nclx":
            guard let primaries = body.u16(4, .big), let transfer = body.u16(6, .big), let matrix = body.u16(8, .big),
                let range = body.u8(10)
            else { return nil }
            return .codePoints(
                ColorCodePoints(
                    primaries: primaries, transfer: transfer, matrix: matrix, isFullRange: range & 0x80 != 0))
        case "prof", "rICC": return body.rest(from: 4).map { .profile($0) }
        default: return nil
        }
    }
}

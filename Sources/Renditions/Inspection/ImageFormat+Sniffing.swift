public import NIOCore

extension ImageFormat {
    /// The format whose signature the file starts with; nil for every other file. Neither name nor media type count.
    ///
    /// Reads the first 64 bytes, or of what starts like XML the first 4,096. Compressed forms, such as an SVG in gzip,
    /// are not recognised.
    public init?(sniffing bytes: ByteBuffer) {
        let format = bytes.withUnsafeReadableBytes { ImageFormat(sniffing: ByteView($0)) }
        guard let format else { return nil }
        self = format
    }

    init?(sniffing view: ByteView) {
        let sniffers = [Self.sniffSignature, Self.sniffBrand, Self.sniffText]
        for sniff in sniffers {
            if let format = sniff(view) {
                self = format
                return
            }
        }
        return nil
    }

    /// Formats with a fixed signature. Sources: ITU-T T.81 B.1.1.3, PNG 3rd edition 5.2, GIF89a 17, RFC 9649 2.4,
    /// TIFF 6.0 section 2 (43 is BigTIFF's version), ISO/IEC 18181-2 9.1, ISO/IEC 15444-1 A.4.1 and I.5.1.
    private static func sniffSignature(_ view: ByteView) -> ImageFormat? {
        guard let pair = view.u16(0, .big) else { return nil }
        if pair == 0xFFD8, view.u8(2) == 0xFF { return .jpeg }
        if pair == 0xFF0A { return .jpegxl }
        guard let four = view.u32(0, .big) else { return nil }
        switch four {
        case 0x8950_4E47 where view.u32(4, .big) == 0x0D0A_1A0A: return .png
        case 0x5249_4646 where view.matches("WEBP", at: 8): return .webp
        case 0x4749_4638 where view.matches("7a", at: 4) || view.matches("9a", at: 4): return .gif
        case 0x4949_2A00, 0x4D4D_002A, 0x4949_2B00, 0x4D4D_002B: return .tiff
        case 0xFF4F_FF51: return .jpeg2000
        case 12 where view.u32(8, .big) == 0x0D0A_870A:
            if view.matches("JXL ", at: 4) { return .jpegxl }
            return view.matches("jP  ", at: 4) ? .jpeg2000 : nil
        default: return nil
        }
    }

    /// HEIF by the brands of its file type box (ISO/IEC 23008-12 section 10, AVIF 1.1 section 6). The major brand
    /// decides; a generic one leaves it to the compatible brands, of which those in the first 64 bytes are read.
    private static func sniffBrand(_ view: ByteView) -> ImageFormat? {
        guard view.matches("ftyp", at: 4), let size = view.u32(0, .big), size >= 16 else { return nil }
        let brands: [FourCC: ImageFormat] = [
            "avif": .avif, "avis": .avif, "heic": .heic, "heix": .heic, "heim": .heic, "heis": .heic, "hevc": .heic,
            "hevx": .heic, "hevm": .heic, "hevs": .heic,
        ]
        // The minor version stands between the major brand and the compatible ones.
        for offset in [8] + stride(from: 16, through: min(size, 64) - 4, by: 4) {
            if let brand = view.fourCC(offset), let format = brands[brand] { return format }
        }
        return nil
    }

    private static func sniffText(_ view: ByteView) -> ImageFormat? {
        if view.matches("%PDF-") { return .pdf }
        return SVGSniffer(view).hasRoot ? .svg : nil
    }
}

/// The start of a sequence parameter set of HEVC (ITU-T H.265 7.3.2.2), up to the picture's size.
struct HEVCParameterSet {
    /// pic_width_in_luma_samples and pic_height_in_luma_samples: whole coding blocks, which a decoder allocates.
    let coded: PixelSize
    /// What the conformance window leaves of it; empty where it leaves nothing.
    let shown: PixelSize

    /// - Parameter bytes: the unit behind its header of two bytes, with its emulation prevention bytes.
    /// - Returns: nil where the bytes end within.
    init?(_ bytes: [UInt8]) {
        var reader = BigEndianBitReader(Self.unescaped(bytes))
        reader.skip(4)
        let layers = reader.bits(3)
        reader.skip(1)
        Self.skipProfile(&reader, layers: layers)
        _ = reader.exponentialGolomb()
        let chroma = reader.exponentialGolomb()
        if chroma == 3 { reader.skip(1) }
        let (width, height) = (reader.exponentialGolomb(), reader.exponentialGolomb())
        var cropped = (width: 0, height: 0)
        if reader.flag() {
            let (left, right) = (reader.exponentialGolomb(), reader.exponentialGolomb())
            let (top, bottom) = (reader.exponentialGolomb(), reader.exponentialGolomb())
            // Table 6-1: the window counts in samples of chroma. A number has 32 bits, so that no sum can overflow.
            cropped.width = (left + right) * (chroma == 1 || chroma == 2 ? 2 : 1)
            cropped.height = (top + bottom) * (chroma == 1 ? 2 : 1)
        }
        guard !reader.isExhausted else { return nil }
        coded = PixelSize(width: width, height: height)
        shown = PixelSize(width: max(0, width - cropped.width), height: max(0, height - cropped.height))
    }

    /// profile_tier_level() of 7.3.3: 88 bits of profile and eight of level, then which of the layers below have which.
    private static func skipProfile(_ reader: inout BigEndianBitReader, layers: Int) {
        reader.skip(96)
        guard layers > 0 else { return }
        let present = (0..<layers).map { _ in (profile: reader.flag(), level: reader.flag()) }
        reader.skip(2 * max(0, 8 - layers))
        for layer in present {
            if layer.profile { reader.skip(88) }
            if layer.level { reader.skip(8) }
        }
    }

    /// Without the byte 3 that stands behind two of 0 so that they look like no start of a unit (7.3.1.1).
    private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var zeros = 0
        for byte in bytes {
            if byte == 3, zeros >= 2 {
                zeros = 0
                continue
            }
            zeros = byte == 0 ? zeros + 1 : 0
            result.append(byte)
        }
        return result
    }
}

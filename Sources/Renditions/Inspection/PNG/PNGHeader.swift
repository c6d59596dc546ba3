/// A PNG's IHDR chunk (PNG 3rd edition 11.2.1).
struct PNGHeader {
    let size: PixelSize
    let bitDepth: Int
    /// 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha.
    let colorType: Int
    let isInterlaced: Bool

    init(_ body: ByteView) throws(RenderError) {
        guard body.count == 13, let width = body.u32(0, .big), let height = body.u32(4, .big), let depth = body.u8(8),
            let type = body.u8(9), let compression = body.u8(10), let filter = body.u8(11), let interlace = body.u8(12)
        else { throw .invalid("The PNG's header has a wrong length") }
        guard width > 0, height > 0, width < 1 << 31, height < 1 << 31 else {
            throw .invalid("The PNG's header gives it an impossible size")
        }
        let depths: [Int: Set<Int>] = [0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16]]
        guard depths[type]?.contains(depth) == true else {
            throw .invalid("The PNG's colour type and bit depth do not go together")
        }
        guard compression == 0, filter == 0, interlace <= 1 else {
            throw .invalid("The PNG is compressed, filtered or interlaced in an unknown way")
        }
        size = PixelSize(width: width, height: height)
        bitDepth = depth
        colorType = type
        isInterlaced = interlace == 1
    }

    var isGrey: Bool { colorType == 0 || colorType == 4 }

    /// Channels as decoded: a palette becomes three, transparency of any kind adds one.
    func bands(hasAlpha: Bool) -> Int { (isGrey ? 1 : 3) + (hasAlpha ? 1 : 0) }
}

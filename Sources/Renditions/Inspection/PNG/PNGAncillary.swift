/// The chunks of a PNG beside its pixels (PNG 3rd edition 11.3).
struct PNGAncillary {
    /// Chunks and their bytes, those of an animation's frames aside: the bounds of libpng 1.6 (`user_chunk_cache_max`
    /// and `user_chunk_malloc_max` in pngpriv.h), beyond which it refuses or drops them.
    private static let maximumChunks = 1000
    private static let maximumBytes = 8_000_000
    /// Bytes of a packet that stands compressed.
    private static let maximumXMP = 1 << 20

    private var chunks = 0
    private var bytes = 0
    private var exif: [UInt8]?
    private var xmp: [UInt8]?
    private var profile: [UInt8]?
    private var hasProfile = false
    private var hasTransparency = false
    private var declaresSRGB = false
    private var gamma: Double?
    private var codePoints: ColorCodePoints?

    mutating func read(_ name: FourCC, _ body: ByteView) throws(RenderError) {
        if name == "fcTL" || name == "fdAT" { return }
        chunks += 1
        bytes += body.count
        guard chunks <= Self.maximumChunks, bytes <= Self.maximumBytes else {
            throw .invalid("The PNG holds too much beside its pixels: strip its metadata")
        }
        switch name {
        case "tRNS": hasTransparency = true
        case "sRGB": declaresSRGB = true
        case "gAMA": gamma = body.u32(0, .big).map { Double($0) / 100_000 }
        case "cICP":
            if let primaries = body.u8(0), let transfer = body.u8(1), let matrix = body.u8(2), let range = body.u8(3) {
                codePoints = ColorCodePoints(
                    primaries: primaries, transfer: transfer, matrix: matrix, isFullRange: range == 1)
            }
        case "eXIf" where exif == nil: exif = body.bytes
        case "iCCP" where !hasProfile:
            hasProfile = true
            profile = Self.profile(body)
        case "iTXt" where xmp == nil && body.matches("XML:com.adobe.xmp\u{0}"):
            // The keyword, then: compressed (0 or 1), method, language and translated keyword, each ended by NUL.
            guard let isCompressed = body.u8(18), isCompressed <= 1, let language = body.firstIndex(of: 0, from: 20),
                let keyword = body.firstIndex(of: 0, from: language + 1)
            else { return }
            let packet = body.rest(from: keyword + 1)
            xmp = isCompressed == 0 ? packet?.bytes : packet.flatMap { Inflate.zlib($0, maximumBytes: Self.maximumXMP) }
        default: break
        }
    }

    /// Name, NUL, method 0, then the profile as a zlib stream.
    private static func profile(_ body: ByteView) -> [UInt8]? {
        guard let end = body.firstIndex(of: 0, from: 0), end < 80, body.u8(end + 1) == 0,
            let stream = body.rest(from: end + 2)
        else { return nil }
        return Inflate.zlib(stream, maximumBytes: ICCProfile.maximumBytes)
    }

    /// Writes what the header and these chunks tell into the result.
    func describe(_ image: inout InspectedImage, _ header: PNGHeader) {
        let hasAlpha = hasTransparency || header.colorType >= 4
        image.info.size = header.size
        // What a palette leads to has eight bits.
        image.info.bitDepth = header.colorType == 3 ? 8 : header.bitDepth
        image.info.hasAlpha = hasAlpha
        image.info.bands = header.bands(hasAlpha: hasAlpha)
        image.info.colorSpace = header.isGrey ? .grey : .rgb
        image.info.isProgressive = header.isInterlaced
        image.exif = exif
        image.xmp = xmp
        image.hasProfile = hasProfile
        image.iccProfile = profile
        image.declaresSRGB = declaresSRGB
        image.gamma = gamma
        image.codePoints = codePoints
        image.describeMetadata(readsOrientation: true)
    }
}

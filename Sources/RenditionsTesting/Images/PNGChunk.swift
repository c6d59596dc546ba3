/// A chunk of a PNG beside header, palette, pixels and end (PNG 3rd edition section 11.3).
public struct PNGChunk: Hashable, Sendable {
    /// Four ASCII letters, whose cases say whether readers may pass over it (section 5.4).
    public var name: String
    public var body: [UInt8]

    /// - Precondition: the name has four bytes.
    public init(name: String, body: [UInt8]) {
        precondition(name.utf8.count == 4, "a chunk's name has four letters")
        self.name = name
        self.body = body
    }

    /// `eXIf`: a TIFF structure, as ``ExifBuilder`` gives it.
    public static func exif(_ block: [UInt8]) -> PNGChunk { PNGChunk(name: "eXIf", body: block) }

    /// `iCCP`: a profile, in a zlib stream that stores it.
    ///
    /// - Parameter name: 1 to 79 Latin-1 characters; the profile has a description of its own beside it.
    public static func iccProfile(_ profile: [UInt8], name: String = "ICC Profile") -> PNGChunk {
        PNGChunk(name: "iCCP", body: Array(name.utf8) + [0, 0] + StoredZlib.stream(profile))
    }

    /// `tEXt`: a keyword such as `Comment` and its text, both ASCII here.
    public static func text(_ keyword: String, _ text: String) -> PNGChunk {
        PNGChunk(name: "tEXt", body: Array(keyword.utf8) + [0] + Array(text.utf8))
    }

    /// `iTXt` with the keyword that XMP part 3 section 1.1.5 gives a packet, not compressed.
    public static func xmp(_ packet: [UInt8]) -> PNGChunk {
        // After the keyword: compressed or not, the method, and empty language and translated keyword.
        PNGChunk(name: "iTXt", body: Array("XML:com.adobe.xmp".utf8) + [0, 0, 0, 0, 0] + packet)
    }

    /// `gAMA`: the exponent by which linear light was encoded, such as 0.45455; stored in steps of 1/100,000.
    public static func gamma(_ exponent: Double) -> PNGChunk {
        PNGChunk(name: "gAMA", body: FileByteOrder.big.bytes32(Int((exponent * 100_000).rounded())))
    }

    /// `sRGB`: the pixels are sRGB.
    ///
    /// - Parameter intent: 0 perceptual, 1 relative colorimetric, 2 saturation, 3 absolute colorimetric.
    public static func sRGB(intent: UInt8 = 0) -> PNGChunk { PNGChunk(name: "sRGB", body: [intent]) }
}

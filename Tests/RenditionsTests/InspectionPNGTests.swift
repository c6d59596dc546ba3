import Renditions
import Testing

@Suite struct InspectionPNGTests {
    private static let palette = TinyPNG.chunk("PLTE", [1, 2, 3])

    @Test(
        arguments: [
            (TinyPNG(colorType: 0), 1, false, .grey), (TinyPNG(depth: 16, colorType: 2), 3, false, .rgb),
            (TinyPNG(depth: 4, colorType: 3, chunks: [palette]), 3, false, .rgb),
            (TinyPNG(colorType: 4), 2, true, .grey),
            (TinyPNG(colorType: 6), 4, true, .rgb), (TinyPNG(chunks: [TinyPNG.chunk("tRNS", [0, 1])]), 4, true, .rgb),
        ] as [(TinyPNG, Int, Bool, ColorSpace)])
    func factsAreRead(_ png: TinyPNG, _ bands: Int, _ hasAlpha: Bool, _ space: ColorSpace) throws {
        let info = try inspect(png.bytes).info
        #expect(info.size == PixelSize(width: 4, height: 3))
        #expect(info.bitDepth == png.depth)
        #expect(info.bands == bands)
        #expect(info.hasAlpha == hasAlpha)
        #expect(info.colorSpace == space)
    }

    @Test func chunksBesideThePixelsAreRead() throws {
        let image = try inspect(
            TinyPNG(
                interlace: 1,
                chunks: [
                    TinyPNG.chunk("iCCP", Array("name\0\0".utf8) + TinyPNG.stored(TinyProfile.sRGB)),
                    TinyPNG.chunk("eXIf", TinyTIFF.exif(main: [.short(0x112, 3)])),
                    TinyPNG.chunk("sRGB", [0]), TinyPNG.chunk("gAMA", [0, 0, 0xB1, 0x8F]),
                    TinyPNG.chunk("cICP", [12, 13, 0, 1]),
                    TinyPNG.chunk("iTXt", Array("XML:com.adobe.xmp\0\0\0\0\0<exif:GPSLatitude>".utf8)),
                ]
            ).bytes)
        #expect(image.info.isProgressive)
        #expect(image.iccProfile == TinyProfile.sRGB)
        #expect(image.info.profileName == "tiny")
        #expect(image.info.orientation == .down)
        #expect(image.declaresSRGB)
        #expect(image.gamma == 0.45455)
        #expect(image.codePoints == ColorCodePoints(primaries: 12, transfer: 13, matrix: 0, isFullRange: true))
        #expect(image.xmp == Array("<exif:GPSLatitude>".utf8))
        #expect(image.info.hasLocation)
    }

    @Test(arguments: [
        TinyPNG(width: 0), TinyPNG(height: 0), TinyPNG(width: 1 << 31), TinyPNG(depth: 3),
        TinyPNG(depth: 16, colorType: 3),
        TinyPNG(colorType: 1), TinyPNG(colorType: 3), TinyPNG(interlace: 2),
        TinyPNG(chunks: [TinyPNG.chunk("IHDR", TinyPNG().header)]), TinyPNG(chunks: [TinyPNG.chunk("PLTE", [1, 2])]),
        TinyPNG(chunks: [TinyPNG.chunk("ABCD", [])]), TinyPNG(chunks: [TinyPNG.chunk("a1cd", [])]),
        TinyPNG(chunks: [[0x80, 0, 0, 0] + Array("tEXt".utf8)]),
        TinyPNG(chunks: [[0x40, 0, 0, 0] + Array("tEXt".utf8)]),
        TinyPNG(chunks: Array(repeating: TinyPNG.chunk("tEXt", []), count: 1001)),
        TinyPNG(chunks: [TinyPNG.chunk("tEXt", [UInt8](repeating: 0, count: 8_000_001))]),
    ])
    func whatBreaksTheRulesIsInvalid(_ png: TinyPNG) {
        #expect(inspectionFailure(png.bytes) == .invalidImage)
    }

    @Test func chunksOfAnAnimationDoNotCountAsMetadata() throws {
        let frames = Array(repeating: TinyPNG.chunk("fdAT", [0]), count: 1500)
        #expect(try inspect(TinyPNG(chunks: [TinyPNG.chunk("acTL", [])] + frames).bytes).info.pages == 1)
    }

    @Test func anyWrongBitOfACriticalChunkIsFound() {
        let bytes = TinyPNG(depth: 4, colorType: 3, chunks: [Self.palette]).bytes
        for index in 8..<bytes.count {
            var damaged = bytes
            damaged[index] ^= 1
            #expect(inspectionFailure(damaged) != nil, "byte \(index)")
        }
    }

    @Test func aDamagedProfileCostsOnlyTheProfile() throws {
        var stream = TinyPNG.stored(TinyProfile.sRGB)
        stream[20] ^= 1
        let image = try inspect(TinyPNG(chunks: [TinyPNG.chunk("iCCP", Array("n\0\0".utf8) + stream)]).bytes)
        #expect(image.hasProfile)
        #expect(image.iccProfile == nil)
    }

    @Test(arguments: InspectionStreams.all)
    func compressedProfilesAreInflated(_ stream: [UInt8]) throws {
        let image = try inspect(TinyPNG(chunks: [TinyPNG.chunk("iCCP", Array("n\0\0".utf8) + stream)]).bytes)
        #expect(image.iccProfile == InspectionStreams.contents)
    }
}

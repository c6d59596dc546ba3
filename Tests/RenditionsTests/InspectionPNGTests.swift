import Renditions
import Testing

@Suite struct InspectionPNGTests {
    @Test(arguments: [
        (0, 1, 1, ColorSpace.grey, false), (0, 16, 1, .grey, false), (2, 8, 3, .rgb, false), (2, 16, 3, .rgb, false),
        (4, 8, 2, .grey, true), (6, 16, 4, .rgb, true),
    ])
    func colorTypes(_ type: Int, _ depth: Int, _ bands: Int, _ space: ColorSpace, _ hasAlpha: Bool) throws {
        let info = try inspectAll(SamplePNG(depth: depth, colorType: type).bytes).info
        #expect((info.size, info.bitDepth) == (PixelSize(width: 16, height: 8), depth))
        #expect((info.bands, info.colorSpace, info.hasAlpha) == (bands, space, hasAlpha))
    }

    @Test func paletteAndTransparency() throws {
        let palette = SamplePNG.chunk("PLTE", .zeros(6))
        let opaque = try inspectAll(SamplePNG(depth: 1, colorType: 3, chunks: [palette]).bytes).info
        #expect((opaque.bands, opaque.bitDepth, opaque.hasAlpha) == (3, 8, false))
        let chunks = [palette, SamplePNG.chunk("tRNS", [0])]
        let clear = try inspectAll(SamplePNG(depth: 4, colorType: 3, chunks: chunks).bytes).info
        #expect((clear.bands, clear.hasAlpha) == (4, true))
    }

    @Test func interlaced() throws {
        #expect(try inspectAll(SamplePNG(interlace: 1).bytes).info.isProgressive)
        #expect(try inspectAll(SamplePNG().bytes).info.isProgressive == false)
    }

    @Test func metadata() throws {
        let profile = SampleProfile.shaper(SampleProfile.displayP3, SampleProfile.sRGBCurve, name: "p3").bytes
        let sample = SamplePNG(chunks: [
            SamplePNG.profile(profile), SamplePNG.chunk("sRGB", [0]), SamplePNG.chunk("gAMA", .big(45_455, 4)),
            SamplePNG.chunk("cICP", [9, 16, 0, 1]), SamplePNG.chunk("eXIf", SampleExif(orientation: 3).bytes),
            SamplePNG.xmp("<x/>"),
        ])
        let image = try inspectAll(sample.bytes)
        #expect(image.iccProfile == profile)
        #expect(image.info.profileName == "p3")
        #expect((image.declaresSRGB, image.gamma) == (true, 0.45455))
        #expect(image.codePoints == ColorCodePoints(primaries: 9, transfer: 16, matrix: 0, isFullRange: true))
        #expect((image.info.orientation, image.info.cameraMake) == (.down, "Makery"))
        #expect(image.xmp == .text("<x/>"))
    }

    @Test func compressedXMP() throws {
        let packet = "<x photoshop:City='Paris'/>"
        let image = try inspectAll(SamplePNG(chunks: [SamplePNG.compressedXMP(packet)]).bytes)
        #expect(image.xmp == .text(packet))
        #expect(image.info.hasLocation)
        let bomb = String(repeating: " ", count: 1 << 20 + 1)
        #expect(try inspectAll(SamplePNG(chunks: [SamplePNG.compressedXMP(bomb)]).bytes).xmp == nil)
    }

    @Test func brokenProfilesCostNothing() throws {
        for body in [[], [0], .text("name"), .text("name\0\u{1}"), .text("name\0\0garbage")] as [[UInt8]] {
            let image = try inspectAll(SamplePNG(chunks: [SamplePNG.chunk("iCCP", body)]).bytes)
            #expect((image.hasProfile, image.iccProfile) == (true, nil))
        }
    }

    @Test func liesOfTheHeader() {
        let lies: [SamplePNG] = [
            SamplePNG(width: 0), SamplePNG(height: 0), SamplePNG(width: 1 << 31), SamplePNG(height: 0xFFFF_FFFF),
            SamplePNG(depth: 0), SamplePNG(depth: 99), SamplePNG(depth: 4), SamplePNG(colorType: 1),
            SamplePNG(colorType: 9), SamplePNG(compression: 1), SamplePNG(filter: 1), SamplePNG(interlace: 2),
            SamplePNG(colorType: 3), SamplePNG(chunks: [SamplePNG().header]),
            SamplePNG(chunks: [SamplePNG.chunk("PLTE", [])]), SamplePNG(chunks: [SamplePNG.chunk("PLTE", [1, 2])]),
            SamplePNG(chunks: [SamplePNG.chunk("PLTE", .zeros(771))]), SamplePNG(pixels: []),
            SamplePNG(pixels: [[], []]), SamplePNG(chunks: [SamplePNG.chunk("ABCD", [])]),
            SamplePNG(chunks: [SamplePNG.chunk("te\0t", [])]),
        ]
        for sample in lies { expectRefusal(.invalidImage, sample.bytes) }
        expectRefusal(.tooManyPixels, SamplePNG(width: 0x7FFF_FFFF, height: 0x7FFF_FFFF).bytes)
        expectRefusal(.invalidImage, SamplePNG.signature + SamplePNG.chunk("tEXt", []) + SamplePNG().header)
        let short = SamplePNG.chunk("IHDR", .zeros(12))
        expectRefusal(.invalidImage, SamplePNG.signature + short)
    }

    @Test(arguments: ["tEXt", "iTXt", "zTXt", "eXIf", "iCCP", "pCAL", "sPLT", "PLTE", "IDAT"])
    func lengthsBeyondTheFile(_ name: String) {
        for length in [1 << 30, 0x7FFF_FFFF, 0xFFFF_FFFF] {
            expectRefusal(.invalidImage, SamplePNG(chunks: [SamplePNG.chunk(name, [0], length: length)]).bytes)
        }
        let near = SamplePNG(chunks: [SamplePNG.chunk(name, [0], length: 1 << 20)], pixels: [])
        expectRefusal(.truncatedImage, near.bytes)
    }

    @Test func checksumsOfWhatDecodersNeed() throws {
        let palette = SamplePNG.chunk("PLTE", .zeros(3), checksum: 0)
        expectRefusal(.invalidImage, SamplePNG(colorType: 3, chunks: [palette]).bytes)
        let harmless = SamplePNG(chunks: [SamplePNG.chunk("tEXt", .text("a\0b"), checksum: 0)])
        #expect(try inspectAll(harmless.bytes).info.size.width == 16)
        // The decoder checks these, which reads every byte of them anyway.
        let pixels = SamplePNG(chunks: [SamplePNG.chunk("IDAT", [1], checksum: 0)])
        #expect(try inspectAll(pixels.bytes).info.size.width == 16)
    }

    @Test func metadataIsBounded() throws {
        let note = SamplePNG.chunk("tEXt", .text("a\0b"))
        #expect(try inspectAll(SamplePNG(chunks: Array(repeating: note, count: 1000)).bytes).info.pages == 1)
        expectRefusal(.invalidImage, SamplePNG(chunks: Array(repeating: note, count: 1001)).bytes)
    }

    @Test func missingPixels() throws {
        expectRefusal(.truncatedImage, SamplePNG(end: []).bytes)
        let cut = Array(SamplePNG(end: []).bytes.dropLast(5))
        expectRefusal(.truncatedImage, cut)
        #expect(try inspectAll(cut, allowsTruncation: true).isTruncated)
        let palette = Array(SamplePNG(colorType: 3, pixels: [[1, 2, 3]], end: []).bytes.dropLast(5))
        #expect(throws: RenderError.self) { try inspectAll(palette, allowsTruncation: true) }
    }
}

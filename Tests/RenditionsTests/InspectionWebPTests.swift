import Renditions
import Testing

@Suite struct InspectionWebPTests {
    typealias Frame = SampleWebP.Frame

    @Test func simple() throws {
        let lossy = try inspectAll(SampleWebP.simple().bytes).info
        #expect((lossy.size, lossy.bands, lossy.subsampling) == (PixelSize(width: 16, height: 8), 3, "4:2:0"))
        let lossless = try inspectAll(SampleWebP(chunks: [SampleWebP.lossless(5, 7, alpha: true)]).bytes).info
        #expect((lossless.size, lossless.bands) == (PixelSize(width: 5, height: 7), 4))
        #expect((lossless.hasAlpha, lossless.subsampling) == (true, nil))
    }

    @Test func extended() throws {
        let profile = SampleProfile.shaper(SampleProfile.sRGB, SampleProfile.sRGBCurve, name: "own").bytes
        let sample = SampleWebP(chunks: [
            SampleWebP.extended(16, 8, SampleWebP.alpha), SampleWebP.chunk("ICCP", profile),
            SampleWebP.chunk("ALPH", [0]), SampleWebP.lossy(16, 8),
            SampleWebP.chunk("EXIF", .text("Exif\0\0") + SampleExif(orientation: 8).bytes),
            SampleWebP.chunk("XMP ", .text("<x/>")), SampleWebP.chunk("odd ", [1]),
        ])
        let image = try inspectAll(sample.bytes)
        #expect((image.info.hasAlpha, image.info.orientation, image.info.profileName) == (true, .left, "own"))
        #expect(image.exif == SampleExif(orientation: 8).bytes)
        #expect(image.xmp == .text("<x/>"))
        #expect(image.info.hasLocation)
    }

    @Test func animation() throws {
        let sample = SampleWebP.animated([Frame(), Frame(left: 2, width: 4, height: 4, duration: 0)], loops: 3)
        let info = try inspectAll(sample.bytes).info
        #expect((info.pages, info.delays, info.loopCount, info.isAnimated) == (2, [40, 0], 3, true))
        let single = try inspectAll(SampleWebP.animated([Frame()], loops: 3).bytes).info
        #expect((single.pages, single.delays, single.loopCount) == (1, nil, nil))
    }

    @Test func behindTheContainerNothingCounts() throws {
        let bytes = SampleWebP.simple().bytes + SampleWebP.simple(9, 9).bytes
        #expect(try inspectAll(bytes).info.size.width == 16)
    }

    @Test func sizesThatContradictEachOther() {
        expectRefusal(
            .invalidImage, SampleWebP(chunks: [SampleWebP.extended(16, 8), SampleWebP.lossy(16, 9)]).bytes)
        let picture = SampleWebP.lossless(400, 400)
        expectRefusal(.invalidImage, SampleWebP.animated([Frame(picture: picture)]).bytes)
        expectRefusal(.invalidImage, SampleWebP.animated([Frame(left: 2)]).bytes, "beyond the canvas")
        expectRefusal(.invalidImage, SampleWebP.animated([Frame(width: 1 << 24, height: 1 << 24)]).bytes)
    }

    @Test func lies() {
        expectRefusal(.invalidImage, SampleWebP.simple(0, 8).bytes)
        expectRefusal(.invalidImage, SampleWebP.simple(16, 0).bytes)
        expectRefusal(.invalidImage, SampleWebP(chunks: []).bytes)
        expectRefusal(.invalidImage, SampleWebP(chunks: [SampleWebP.extended(16, 8)]).bytes)
        expectRefusal(.invalidImage, SampleWebP.animated([]).bytes)
        expectRefusal(.invalidImage, SampleWebP.animated([Frame(picture: [])]).bytes)
        expectRefusal(.invalidImage, SampleWebP(chunks: [SampleWebP.chunk("VP8X", [2])]).bytes)
        expectRefusal(.invalidImage, SampleWebP(chunks: [SampleWebP.chunk("VP8 ", [])]).bytes)
        expectRefusal(.invalidImage, SampleWebP(chunks: [SampleWebP.chunk("VP8L", [0x2E, 0, 0, 0, 0])]).bytes)
        expectRefusal(.invalidImage, SampleWebP(chunks: [SampleWebP.chunk("VP8L", [0x2F, 0, 0, 0, 0xE0])]).bytes)
        let header = SampleWebP.extended(16, 8, SampleWebP.animation)
        for chunk in [SampleWebP.chunk("ANMF", .zeros(15)), SampleWebP.chunk("ANIM", [0])] {
            expectRefusal(.invalidImage, SampleWebP(chunks: [header, chunk]).bytes)
        }
        // The first partition would reach beyond its chunk.
        let short: [UInt8] = .joining(.little(5 << 5, 3), [0x9D, 0x01, 0x2A, 16, 0, 8, 0], .zeros(4))
        expectRefusal(.invalidImage, SampleWebP(chunks: [SampleWebP.chunk("VP8 ", short)]).bytes)
        expectRefusal(.tooManyPixels, SampleWebP(chunks: [SampleWebP.extended(1 << 24, 1 << 24)]).bytes)
        expectRefusal(.tooManyPixels, SampleWebP(chunks: [SampleWebP.lossless(16_384, 16_384)]).bytes)
    }

    @Test func lengths() throws {
        for length in [0, 4, 11] {
            expectRefusal(.invalidImage, SampleWebP(chunks: [SampleWebP.lossy(16, 8)], length: length).bytes)
        }
        let far = SampleWebP(chunks: [SampleWebP.lossy(16, 8)], length: 0xFFFF_FFFF)
        expectRefusal(.truncatedImage, far.bytes)
        #expect(try inspectAll(far.bytes, allowsTruncation: true).isTruncated)
        let picture = SampleWebP.chunk("VP8 ", .zeros(10), length: 0xFFFF_FFFF)
        expectRefusal(.truncatedImage, SampleWebP(chunks: [picture]).bytes)
        #expect(throws: RenderError.self) {
            try inspectAll(SampleWebP(chunks: [picture]).bytes, allowsTruncation: true)
        }
    }
}

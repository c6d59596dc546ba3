import Renditions
import Testing

@Suite struct InspectionTIFFTests {
    @Test(arguments: [true, false]) func factsAreRead(_ isLittle: Bool) throws {
        let info = try inspect(
            TinyTIFF(
                isLittle: isLittle, width: 400, height: 300, pages: 3,
                entries: [
                    .short(258, 16, 16, 16, 16), .short(262, 2), .short(277, 4), .short(274, 6), .text(271, "Maker"),
                ]
            ).bytes
        ).info
        #expect(info.format == .tiff)
        #expect(info.size == PixelSize(width: 400, height: 300))
        #expect(info.orientation == .right)
        #expect(info.pages == 3)
        #expect(info.bands == 4)
        #expect(info.bitDepth == 16)
        #expect(info.hasAlpha)
        #expect(info.cameraMake == "Maker")
        #expect(!info.isAnimated)
    }

    @Test(arguments: [(1, 1, ColorSpace.grey, 1), (2, 3, .rgb, 3), (3, 1, .rgb, 3), (5, 4, .cmyk, 4), (8, 3, .lab, 3)])
    func coloursAreRead(_ photometric: Int, _ samples: Int, _ space: ColorSpace, _ bands: Int) throws {
        let info = try inspect(TinyTIFF(entries: [.short(262, photometric), .short(277, samples)]).bytes).info
        #expect(info.colorSpace == space)
        #expect(info.bands == bands)
        #expect(!info.hasAlpha)
    }

    @Test(arguments: [1, 2, 3, 4, 5, 7, 8, 32773, 32946]) func theseCompressionsAreAllowed(_ compression: Int) throws {
        _ = try inspect(TinyTIFF(entries: [.short(259, compression)]).bytes)
    }

    @Test(arguments: [6, 9, 32771, 34676, 34712, 34925, 50000, 50001, 50002])
    func othersAreNot(_ compression: Int) {
        #expect(inspectionFailure(TinyTIFF(entries: [.short(259, compression)]).bytes) == .invalidImage)
    }

    @Test(
        arguments: [
            .long(256, 0), .long(257, 0), .short(277, 0), .short(277, 9), .short(258, 7), .short(258, 64),
            .short(262, 4),
            .short(262, 32845), .short(284, 3), .long(278, 0), .long(278, 1),
        ] as [TinyTIFF.Entry])
    func whatBreaksTheRulesIsInvalid(_ entry: TinyTIFF.Entry) {
        #expect(inspectionFailure(TinyTIFF(entries: [entry]).bytes) == .invalidImage)
    }

    @Test(arguments: [(16, 16, true), (0, 16, false), (24, 16, false), (16, 8192, false)])
    func tilesMustHaveAPossibleSize(_ width: Int, _ height: Int, _ isValid: Bool) {
        let bytes = TinyTIFF(
            entries: [.short(322, width), .short(323, height), .long(324, 8), .long(325, 8)]
        ).bytes
        #expect(inspectionFailure(bytes) == (isValid ? nil : .invalidImage))
    }

    @Test func stripsMustLieWithinTheFile() throws {
        for entry in [TinyTIFF.Entry.long(273, 0xFFFF_FFFF), .long(279, 0xFFFF_FFFF), .long(273, 5000)] {
            let bytes = TinyTIFF(entries: [entry]).bytes
            #expect(inspectionFailure(bytes) == .truncatedImage)
            #expect(try inspect(bytes, allowsTruncation: true).isTruncated)
        }
    }

    @Test func valuesMustLieWithinTheFile() throws {
        // A profile of which the file has less than it says.
        var bytes = TinyTIFF(entries: [TinyTIFF.Entry(tag: 34675, type: 7, values: [1, 2, 3, 4, 5, 6])]).bytes
        #expect(try inspect(bytes).iccProfile == [1, 2, 3, 4, 5, 6])
        bytes.removeLast()
        #expect(inspectionFailure(bytes) == .truncatedImage)
    }

    @Test func ringsOfPagesEnd() {
        var bytes = TinyTIFF(pages: 2).bytes
        let first = Array(bytes[4..<8])
        bytes.replaceSubrange(bytes.count - 4..<bytes.count, with: first)
        #expect(inspectionFailure(bytes) == .invalidImage)
    }

    @Test func bigTIFFIsRefused() {
        #expect(inspectionFailure([0x49, 0x49, 43, 0, 8, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0]) == .invalidImage)
    }

    @Test func itsOwnTagsAreItsEXIF() throws {
        let image = try inspect(TinyTIFF(entries: [.text(0x8298, "Somebody"), .short(274, 6)]).bytes)
        let document = try #require(image.exif.flatMap { ExifDocument($0) })
        #expect(document.copyright == "Somebody")
        #expect(document.orientation == .up)
        #expect(image.info.orientation == .right)
    }
}

import Renditions
import Testing

@Suite struct InspectionTIFFTests {
    typealias Entry = SampleTIFF.Entry

    private func tiff(_ with: [Entry], without: Set<Int> = [], isBig: Bool = false) -> [UInt8] {
        SampleTIFF(isBig: isBig, directories: [SampleTIFF.page(with: with, without: without)]).bytes
    }

    @Test(arguments: [false, true]) func facts(_ isBig: Bool) throws {
        let exif: [Entry] = [.init(0x9003, .text("2024:05:17 12:30:00"))]
        let gps: [Entry] = [.init(2, .bytes(5, 3, .zeros(24)))]
        let profile = SampleProfile.shaper(SampleProfile.sRGB, SampleProfile.sRGBCurve, name: "own").bytes
        let image = try inspectAll(
            tiff(
                [
                    .init(0x0112, .shorts([7])), .init(0x010F, .text("Makery")), .init(0x8769, .directory(exif)),
                    .init(0x8825, .directory(gps)), .init(34675, .bytes(7, profile.count, profile)),
                    .init(700, .bytes(1, 4, .text("<x/>"))),
                ], isBig: isBig))
        #expect((image.info.size, image.info.pages) == (PixelSize(width: 16, height: 8), 1))
        #expect((image.info.bands, image.info.bitDepth, image.info.hasAlpha) == (3, 8, false))
        #expect((image.info.orientation, image.info.cameraMake) == (.rightMirrored, "Makery"))
        #expect((image.info.captureDate, image.info.hasLocation) == ("2024:05:17 12:30:00", true))
        #expect((image.info.profileName, image.xmp) == ("own", .text("<x/>")))
        #expect(image.exif.flatMap { ExifDocument($0) }?.cameraMake == "Makery")
        #expect(image.exif.flatMap { ExifDocument($0) }?.hasLocation == false)
    }

    @Test(arguments: [
        (1, 1, 1, 0, ColorSpace.grey, false), (1, 16, 1, 1, .grey, false), (2, 8, 2, 1, .grey, true),
        (4, 16, 4, 2, .rgb, true), (1, 4, 3, 3, .rgb, false), (4, 8, 4, 5, .cmyk, false), (5, 8, 5, 5, .cmyk, true),
        (3, 8, 3, 6, .rgb, false), (3, 32, 3, 8, .lab, false),
    ])
    func colors(
        _ samples: Int, _ bits: Int, _ bands: Int, _ photometric: Int, _ space: ColorSpace, _ hasAlpha: Bool
    ) throws {
        let page = SampleTIFF.page(samples: samples, bits: bits, photometric: photometric)
        let info = try inspectAll(SampleTIFF(directories: [page]).bytes).info
        #expect((info.bands, info.colorSpace, info.hasAlpha) == (bands, space, hasAlpha))
        #expect(info.bitDepth == (photometric == 3 ? 8 : bits))
    }

    @Test func pages() throws {
        let sample = SampleTIFF(directories: [SampleTIFF.page(), SampleTIFF.page(8, 4), SampleTIFF.page()])
        #expect(try inspectAll(sample.bytes).info.pages == 3)
        expectRefusal(.tooManyPages, sample.bytes, limits: ImageLimits(pages: 2))
        expectRefusal(.tooManyPixels, sample.bytes, limits: ImageLimits(totalPixels: 287))
        #expect(throws: Never.self) { try inspectAll(sample.bytes, limits: ImageLimits(totalPixels: 288)) }
    }

    @Test func rings() {
        expectRefusal(.invalidImage, SampleTIFF(directories: [SampleTIFF.page()], last: 8).bytes)
        let two = SampleTIFF(directories: [SampleTIFF.page(), SampleTIFF.page()], last: 8)
        expectRefusal(.invalidImage, two.bytes)
        expectRefusal(.truncatedImage, SampleTIFF(directories: [SampleTIFF.page()], last: 0xFFFF_FFFF).bytes)
        expectRefusal(.invalidImage, [0x49, 0x49, 42, 0, 0, 0, 0, 0], "no page")
        expectRefusal(.invalidImage, [0x49, 0x49, 43, 0, 8, 0, 0, 0, 16, 0, 0, 0], "BigTIFF")
    }

    @Test(arguments: [256, 257, 262, 273, 279]) func missingParts(_ tag: Int) {
        expectRefusal(.invalidImage, tiff([], without: [tag]))
    }

    @Test func lies() {
        let lies: [[Entry]] = [
            [.init(256, .longs([0]))], [.init(257, .longs([0]))], [.init(258, .shorts([8, 8, 4]))],
            [.init(258, .shorts([64, 64, 64]))], [.init(258, .shorts([]))], [.init(259, .shorts([34712]))],
            [.init(259, .shorts([6]))], [.init(262, .shorts([4]))], [.init(277, .shorts([0]))],
            [.init(277, .shorts([9]))], [.init(277, .shorts([2]))], [.init(278, .longs([0]))],
            [.init(278, .longs([1]))], [.init(284, .shorts([3]))], [.init(256, .text("16"))],
            [.init(322, .longs([0])), .init(323, .longs([16]))], [.init(322, .longs([17])), .init(323, .longs([16]))],
            [.init(322, .longs([0xFFFF_FFF0])), .init(323, .longs([16]))],
        ]
        for with in lies { expectRefusal(.invalidImage, tiff(with)) }
        expectRefusal(.tooManyPixels, tiff([.init(256, .longs([0xFFFF_FFFF])), .init(257, .longs([0xFFFF_FFFF]))]))
    }

    @Test func stripsBeyondTheFile() throws {
        expectRefusal(.truncatedImage, tiff([.init(273, .longs([0xFFFF_FFFF]))]))
        expectRefusal(.truncatedImage, tiff([.init(279, .longs([0xFFFF_FFFF]))]))
        expectRefusal(.truncatedImage, tiff([.init(279, .longs([0]))]))
        expectRefusal(.truncatedImage, tiff([.init(273, .raw(4, 0xFFFF_FFFF, 8))]), "a list past the end")
        #expect(try inspectAll(tiff([.init(279, .longs([100_000]))]), allowsTruncation: true).isTruncated)
    }

    /// No side of the tile is longer than the page's, and it has three thousand times its pixels.
    @Test func tilesLargerThanThePage() {
        let tile: [Entry] = [.init(322, .longs([1024])), .init(323, .longs([3_000_000]))]
        let page = SampleTIFF.page(16, 3_000_000, with: tile)
        expectRefusal(.invalidImage, SampleTIFF(directories: [page]).bytes)
        let most = ImageLimits(pixels: .max, totalPixels: .max)
        let huge: [Entry] = [.init(322, .longs([0xFFFF_FFF0])), .init(323, .longs([0xFFFF_FFF0]))]
        let field = SampleTIFF.page(0xFFFF_FFFF, 0xFFFF_FFFF, with: huge)
        expectRefusal(.invalidImage, SampleTIFF(directories: [field]).bytes, limits: most)
    }

    /// Type 16 is a number of eight bytes, which libtiff reads here too.
    @Test func entriesThatOnlyADecoderCanRead() {
        let page = [Entry(256, .raw(16, 1, 8))] + SampleTIFF.page()
        expectRefusal(.invalidImage, SampleTIFF(directories: [page]).bytes)
        let flood = (0..<1100).map { Entry(40_000 + $0, .shorts([1])) }
        expectRefusal(.invalidImage, SampleTIFF(directories: [SampleTIFF.page(with: flood)]).bytes)
    }
}

import NIOCore
import Renditions
import RenditionsTesting
import Testing

/// What the core's own inspector reads in every file that the writers write.
@Suite struct ImagesWriterTests {
    private let picture = TestImage.smoothPhoto(PixelSize(width: 37, height: 45), seed: 1)

    private func inspect(_ file: [UInt8]) throws -> InspectedImage {
        try ImageInspector.inspect(ByteBuffer(bytes: file), allowed: Set(ImageFormat.allCases))
    }

    @Test(arguments: [
        (PNGWriter.Layout.rgba, 4, 8), (.rgb, 3, 8), (.grey, 1, 8), (.greyAlpha, 2, 8), (.rgb16, 3, 16),
    ])
    func png(_ layout: PNGWriter.Layout, bands: Int, bitDepth: Int) throws {
        let info = try inspect(PNGWriter.encode(picture, as: layout)).info
        #expect(info.format == .png)
        #expect(info.size == picture.size)
        #expect(info.bands == bands)
        #expect(info.bitDepth == bitDepth)
        #expect(info.hasAlpha == (layout == .rgba || layout == .greyAlpha))
        #expect(info.colorSpace == (bands < 3 ? .grey : .rgb))
    }

    @Test func pngPaletteHasAlphaWhereAColorHas() throws {
        let opaque = TestImage.orientationTarget(PixelSize(width: 32, height: 16))
        #expect(try inspect(PNGWriter.encode(opaque, as: .palette)).info.bands == 3)
        let disc = TestImage.circleOnTransparency(PixelSize(width: 32, height: 16))
        #expect(try inspect(PNGWriter.encode(disc, as: .palette)).info.bands == 4)
    }

    @Test func pngChunks() throws {
        let profile = ICCProfileBuilder.displayP3.bytes()
        let exif = ExifBuilder.revealing(order: .big, orientation: .left).bytes()
        let file = PNGWriter.encode(
            picture, as: .rgb,
            chunks: [
                .gamma(0.45455), .sRGB(), .iccProfile(profile), .exif(exif), .text("Comment", "Hello"),
                .xmp(XMPBuilder.revealing.bytes()),
            ])
        let image = try inspect(file)
        #expect(image.gamma == 0.45455)
        #expect(image.declaresSRGB)
        #expect(image.iccProfile == profile)
        #expect(image.exif == exif)
        #expect(image.xmp == XMPBuilder.revealing.bytes())
        #expect(image.info.orientation == .left)
        #expect(image.info.profileName == "Test Display P3")
    }

    @Test(arguments: [(JPEGWriter.Layout.grey, 1, nil), (.fullChroma, 3, "4:4:4"), (.halfChroma, 3, "4:2:0")])
    func jpeg(_ layout: JPEGWriter.Layout, bands: Int, subsampling: String?) throws {
        let image = try inspect(JPEGWriter.encode(picture, quality: 80, as: layout))
        #expect(image.info.format == .jpeg)
        #expect(image.info.size == picture.size)
        #expect(image.info.bands == bands)
        #expect(image.info.subsampling == subsampling)
        #expect(image.scans == 1)
        #expect(!image.info.isProgressive)
    }

    @Test func jpegSegments() throws {
        let profile = ICCProfileBuilder.adobeRGB.bytes()
        let exif = ExifBuilder.revealing(orientation: .right).bytes()
        let segments: [JPEGSegment] =
            [.exif(exif), .xmp(XMPBuilder.revealing.bytes()), .comment("Hello"), .photoshop(city: "Nowhere")]
            + JPEGSegment.iccProfile(profile, partBytes: 100)
        let image = try inspect(JPEGWriter.encode(picture, segments: segments))
        #expect(image.exif == exif)
        #expect(image.xmp == XMPBuilder.revealing.bytes())
        #expect(image.iccProfile == profile)
        #expect(image.info.orientation == .right)
        #expect(image.info.profileName == "Test Adobe RGB")
    }

    /// Noise at the finest quality makes the longest codes and many bytes that need stuffing.
    @Test(arguments: [1, 25, 50, 75, 100]) func jpegOfNoiseEndsWhereItShould(quality: Int) throws {
        let noise = TestImage.noise(PixelSize(width: 64, height: 48), seed: 2)
        for layout in JPEGWriter.Layout.allCases {
            let file = JPEGWriter.encode(noise, quality: quality, as: layout)
            #expect(try inspect(file).scans == 1)
            #expect(file.suffix(2) == [0xFF, 0xD9])
        }
    }

    @Test func gifAnimation() throws {
        let colors = [Color.black, .white, Color(red: 51, green: 102, blue: 153)]
        let frames = colors.map { TestImage.solid(PixelSize(width: 20, height: 10), $0) }
        let info = try inspect(GIFWriter.encode(frames, milliseconds: [100, 250, 40], loopCount: 3)).info
        #expect(info.size == PixelSize(width: 20, height: 10))
        #expect(info.pages == 3)
        #expect(info.delays == [100, 250, 40])
        #expect(info.loopCount == 3)
        #expect(!info.hasAlpha)
    }

    @Test(arguments: [0, 1, 2, 65_536]) func gifLoops(count: Int) throws {
        let frame = TestImage.circleOnTransparency(PixelSize(width: 20, height: 10))
        let info = try inspect(GIFWriter.encode([frame, frame], milliseconds: [20, 30], loopCount: count)).info
        #expect(info.loopCount == count)
        #expect(info.hasAlpha)
    }

    /// Otherwise a transparent frame would show the one before.
    @Test func gifClearsEveryFrameWhereOneIsTransparent() {
        // Disposal in bits 2 to 4, whether an index is transparent in bit 0.
        func flags(_ colors: [Color]) -> [UInt8] {
            let frames = colors.map { TestImage.solid(PixelSize(width: 2, height: 2), $0) }
            let file = GIFWriter.encode(frames, milliseconds: frames.map { _ in 20 })
            let extensions = file.indices.filter { file[$0...].starts(with: [0x21, 0xF9, 4]) }
            return extensions.map { file[$0 + 3] }
        }
        #expect(flags([.white, .black]) == [0x04, 0x04])
        #expect(flags([.white, .transparent]) == [0x09, 0x09])
    }

    @Test func gifStill() throws {
        let info = try inspect(GIFWriter.encode(picture)).info
        #expect(info.pages == 1)
        #expect(info.delays == nil)
        #expect(info.size == picture.size)
    }

    @Test(arguments: FileByteOrder.allCases, TIFFWriter.Layout.allCases)
    func tiff(order: FileByteOrder, layout: TIFFWriter.Layout) throws {
        let pages = [picture, TestImage.gradient(PixelSize(width: 50, height: 61)), picture]
        let profile = ICCProfileBuilder.sRGB.bytes()
        let file = TIFFWriter.encode(
            pages, as: layout, order: order, orientation: .down, iccProfile: profile,
            xmp: XMPBuilder.revealing.bytes())
        let image = try inspect(file)
        #expect(image.info.format == .tiff)
        #expect(image.info.size == picture.size)
        #expect(image.info.pages == 3)
        #expect(image.info.bands == [.rgb: 3, .rgba: 4, .grey: 1][layout])
        #expect(image.info.hasAlpha == (layout == .rgba))
        #expect(image.info.orientation == .down)
        #expect(image.info.profileName == "Test sRGB")
        #expect(image.iccProfile == profile)
        #expect(image.info.hasLocation)
    }
}

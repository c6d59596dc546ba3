import NIOCore
import Renditions
import RenditionsTesting
import Testing

/// The files that RenditionsTesting writes, as a decoder of other authors reads them.
@Suite struct GeneratedImagesTests {
    private static let size = PixelSize(width: 53, height: 41)
    private let photo = TestImage.smoothPhoto(Self.size, seed: 3)
    private let disc = TestImage.circleOnTransparency(Self.size)

    private func decoded(_ file: [UInt8], autoOrient: Bool = true) async throws -> Raster {
        try await Fixture.pixels(of: ByteBuffer(bytes: file), autoOrient: autoOrient)
    }

    @Test func pngKeepsEveryPixel() async throws {
        #expect(try await decoded(PNGWriter.encode(disc, as: .rgba)) == disc)
        #expect(try await decoded(PNGWriter.encode(disc, as: .palette)) == disc)
        #expect(try await decoded(PNGWriter.encode(photo, as: .rgb)) == photo)
        #expect(try await decoded(PNGWriter.encode(photo, as: .rgb16)) == photo)
        let board = TestImage.checkerboard(Self.size, cell: 5)
        #expect(try await decoded(PNGWriter.encode(board, as: .grey)) == board)
        #expect(try await decoded(PNGWriter.encode(board, as: .greyAlpha)) == board)
    }

    @Test func pngOfSeveralBlocksKeepsEveryPixel() async throws {
        let noise = TestImage.noise(PixelSize(width: 200, height: 150), seed: 4)
        #expect(try await decoded(PNGWriter.encode(noise)) == noise)
    }

    @Test(arguments: FileByteOrder.allCases) func tiffKeepsEveryPixel(order: FileByteOrder) async throws {
        #expect(try await decoded(TIFFWriter.encode([disc], as: .rgba, order: order)) == disc)
        #expect(try await decoded(TIFFWriter.encode([photo, disc], as: .rgb, order: order)) == photo)
        let board = TestImage.checkerboard(Self.size, cell: 5)
        #expect(try await decoded(TIFFWriter.encode([board], as: .grey, order: order)) == board)
    }

    @Test func gifKeepsColorsOfItsCube() async throws {
        for picture in [disc, photo, TestImage.noise(Self.size, seed: 5)] {
            var expected = picture
            for y in 0..<picture.size.height {
                for x in 0..<picture.size.width { expected[x, y] = GIFWriter.nearest(picture[x, y]) }
            }
            #expect(try await decoded(GIFWriter.encode(picture)) == expected)
            #expect(try await decoded(GIFWriter.encode([picture, disc], milliseconds: [50, 50])) == expected)
        }
    }

    @Test(arguments: JPEGWriter.Layout.allCases) func jpegIsClose(layout: JPEGWriter.Layout) async throws {
        let picture = TestImage.smoothPhoto(PixelSize(width: 203, height: 117), seed: 6)
        let result = try await decoded(JPEGWriter.encode(picture, quality: 95, as: layout))
        #expect(result.size == picture.size)
        #expect(ImageComparison.psnr(picture, result) > 40)
        // Luma says nothing about colours.
        if layout != .grey { #expect(ImageComparison.meanAbsoluteDifference(picture, result) < 2) }
    }

    @Test func jpegOfTheHighestQualityIsNearlyExact() async throws {
        for picture in [photo, TestImage.gradient(Self.size), TestImage.noise(Self.size, seed: 8)] {
            let result = try await decoded(JPEGWriter.encode(picture, quality: 100))
            #expect(ImageComparison.maximumDifference(picture, result) <= 4)
        }
    }

    @Test(arguments: Orientation.allCases) func orientedFilesLookUpright(_ orientation: Orientation) async throws {
        let shown = TestImage.orientationTarget(Self.size)
        let stored = TestImage.orientationTarget(Self.size, stored: orientation)
        let exif = ExifBuilder.revealing(order: .big, orientation: orientation).bytes()
        #expect(try await decoded(PNGWriter.encode(stored, chunks: [.exif(exif)])) == shown)
        #expect(try await decoded(TIFFWriter.encode([stored], orientation: orientation)) == shown)
        let jpeg = JPEGWriter.encode(stored, quality: 95, segments: [.exif(exif)])
        #expect(ImageComparison.psnr(try await decoded(jpeg), shown) > 35)
        #expect(try await decoded(jpeg, autoOrient: false).size == stored.size)
    }

    /// A colour manager of other authors takes the profiles: sRGB changes nothing, Display P3's red is outside of sRGB.
    @Test func profilesAreApplied() async throws {
        let color = Color(red: 200, green: 100, blue: 50)
        let solid = TestImage.solid(Self.size, color)
        func shown(_ profile: ICCProfileBuilder) async throws -> Color {
            try await decoded(PNGWriter.encode(solid, as: .rgb, chunks: [.iccProfile(profile.bytes())]))[5, 5]
        }
        let sRGB = try await shown(.sRGB)
        #expect(abs(Int(sRGB.red) - 200) <= 1 && abs(Int(sRGB.green) - 100) <= 1 && abs(Int(sRGB.blue) - 50) <= 1)
        #expect(try await shown(.displayP3).red > 205)
        #expect(try await shown(.adobeRGB).red > 215)
    }
}

import NIOCore
import Renditions
import RenditionsTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Pixels that another deflate compressed: the package's own writers store what they write, and would never show a
/// mistake in codes, matches or filters.
@Suite struct ReferenceDecoderTests {
    @Test(arguments: CompressedPNG.allCases) func readsDynamicCodesAndEveryFilter(_ file: CompressedPNG) throws {
        let raster = try ReferenceDecoder.raster(of: file.bytes)
        try #require(raster.size == PixelSize(width: 32, height: 20))
        for y in 0..<20 {
            for x in 0..<32 { #expect(raster[x, y] == file.color(x, y), "at \(x), \(y)") }
        }
    }

    /// Every file that ends too early is refused, wherever that is, up to the checksum of its pixels.
    @Test(arguments: CompressedPNG.allCases) func refusesMissingPixels(_ file: CompressedPNG) throws {
        let whole = file.bytes
        for length in stride(from: 0, to: whole.readableBytes - 24, by: 7) {
            let part = try #require(whole.getSlice(at: whole.readerIndex, length: length))
            #expect(throws: RenderError.self) { try ReferenceDecoder.raster(of: part) }
        }
    }

    @Test(arguments: PNGWriter.Layout.allCases) func readsWhatOurWriterWrites(_ layout: PNGWriter.Layout) throws {
        // Grey and opaque: the one picture that every layout keeps.
        let picture = TestImage.checkerboard(PixelSize(width: 13, height: 7), cell: 3)
        let file = ByteBuffer(bytes: PNGWriter.encode(picture, as: layout))
        #expect(try ReferenceDecoder.raster(of: file) == picture)
    }
}

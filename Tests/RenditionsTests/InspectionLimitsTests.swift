import Renditions
import Testing

@Suite struct InspectionLimitsTests {
    @Test(arguments: InspectionSample.all) func pixelsOfAPageAreExact(_ sample: InspectionSample) throws {
        let size = PixelSize(width: 40, height: 30)
        #expect(try inspect(sample.bytes, limits: ImageLimits(pixels: size.area)).info.size == size)
        #expect(inspectionFailure(sample.bytes, limits: ImageLimits(pixels: size.area - 1)) == .tooManyPixels)
        #expect(inspectionFailure(sample.make(41, 30), limits: ImageLimits(pixels: size.area)) == .tooManyPixels)
    }

    @Test(arguments: InspectionSample.all) func pixelsOfAllPagesAreExact(_ sample: InspectionSample) throws {
        let pixels = 40 * 30 * sample.pages
        #expect(try inspect(sample.bytes, limits: ImageLimits(totalPixels: pixels)).info.pages == sample.pages)
        #expect(inspectionFailure(sample.bytes, limits: ImageLimits(totalPixels: pixels - 1)) == .tooManyPixels)
    }

    @Test(arguments: InspectionSample.all) func pagesAreExact(_ sample: InspectionSample) throws {
        _ = try inspect(sample.bytes, limits: ImageLimits(pages: sample.pages))
        #expect(inspectionFailure(sample.bytes, limits: ImageLimits(pages: sample.pages - 1)) == .tooManyPages)
    }

    @Test(arguments: InspectionSample.all) func bytesAreExact(_ sample: InspectionSample) throws {
        let count = sample.bytes.count
        #expect(try inspect(sample.bytes, limits: ImageLimits(inputBytes: count)).info.bytes == count)
        #expect(inspectionFailure(sample.bytes, limits: ImageLimits(inputBytes: count - 1)) == .tooManyBytes)
    }

    @Test func scansAreExact() throws {
        let bytes = TinyJPEG(startOfFrame: 0xC2, scans: 100).bytes
        #expect(try inspect(bytes).scans == 100)
        #expect(inspectionFailure(TinyJPEG(startOfFrame: 0xC2, scans: 101).bytes) == .tooManyScans)
    }

    @Test func everyPictureOfAnHEIFCounts() throws {
        let bytes = TinyHEIF(others: 2).bytes
        #expect(try inspect(bytes, limits: ImageLimits(pages: 3)).info.pages == 3)
        #expect(inspectionFailure(bytes, limits: ImageLimits(pages: 2)) == .tooManyPages)
    }

    @Test func aFrameBeyondTheCanvasWidensWhatCounts() throws {
        let bytes = TinyGIF(frames: [.init(), .init(left: 10, top: 10, width: 10, height: 10)]).bytes
        #expect(try inspect(bytes, limits: ImageLimits(pixels: 400)).info.size == PixelSize(width: 4, height: 3))
        #expect(inspectionFailure(bytes, limits: ImageLimits(pixels: 399)) == .tooManyPixels)
    }

    @Test(arguments: InspectionSample.all) func theLargestSizesDoNotOverflow(_ sample: InspectionSample) {
        #expect(inspectionFailure(sample.make(16_383, 16_383)) == .tooManyPixels)
        let failure = inspectionFailure(sample.make(0x7FFF_FFFF, 0x7FFF_FFFF))
        #expect(failure != nil)
    }

    @Test func messagesSayWhatToDo() throws {
        let error = try #require(throws: RenderError.self) { try inspect(TinyPNG(width: 8000, height: 8000).bytes) }
        #expect(error.message.contains("8000x8000"))
        #expect(error.message.contains("ImageLimits.pixels"))
        #expect(!error.isRetryable)
    }
}

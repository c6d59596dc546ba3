import Renditions
import Testing

/// What is exactly at a limit passes, and one less refuses it.
@Suite struct InspectionLimitTests {
    /// Files of one 16x8 page, GIF aside, which is given the same size here.
    private static let samples: [SampleImage] =
        [
            SampleImage(
                name: "gif", format: .gif, bytes: SampleGIF(width: 16, height: 8, frames: [.init(width: 16)]).bytes)
        ] + SampleImage.all.filter { $0.format != .gif && !$0.name.contains("animated") && !$0.name.contains("two") }

    @Test(arguments: samples) func pixels(_ sample: SampleImage) {
        #expect(throws: Never.self) { try inspectAll(sample.bytes, limits: ImageLimits(pixels: 128)) }
        expectRefusal(.tooManyPixels, sample.bytes, limits: ImageLimits(pixels: 127))
    }

    @Test(arguments: samples) func totalPixels(_ sample: SampleImage) {
        #expect(throws: Never.self) { try inspectAll(sample.bytes, limits: ImageLimits(totalPixels: 128)) }
        expectRefusal(.tooManyPixels, sample.bytes, limits: ImageLimits(totalPixels: 127))
    }

    @Test(arguments: SampleImage.all) func bytes(_ sample: SampleImage) {
        let count = sample.bytes.count
        #expect(throws: Never.self) { try inspectAll(sample.bytes, limits: ImageLimits(inputBytes: count)) }
        expectRefusal(.tooManyBytes, sample.bytes, limits: ImageLimits(inputBytes: count - 1))
    }

    /// Several pages or frames: of three formats an animation, which costs its canvas for each, or a document.
    private static let many: [(String, [UInt8], Int)] = [
        ("gif", SampleGIF(frames: Array(repeating: .init(width: 1, height: 1), count: 5)).bytes, 12),
        ("webp", SampleWebP.animated(Array(repeating: .init(width: 2, height: 2), count: 5)).bytes, 128),
        ("tiff", SampleTIFF(directories: Array(repeating: SampleTIFF.page(), count: 5)).bytes, 128),
        (
            "avif", SampleHEIF(items: (1...5).map { SampleHEIF.Item(id: $0, properties: [1]) }).bytes, 128
        ),
    ]

    @Test(arguments: many.indices) func pages(_ index: Int) throws {
        let (_, bytes, _) = Self.many[index]
        #expect(try inspectAll(bytes, limits: ImageLimits(pages: 5)).info.pages == 5)
        expectRefusal(.tooManyPages, bytes, limits: ImageLimits(pages: 4))
    }

    @Test(arguments: many.indices) func totalPixelsOfPages(_ index: Int) {
        let (_, bytes, area) = Self.many[index]
        #expect(throws: Never.self) { try inspectAll(bytes, limits: ImageLimits(totalPixels: 5 * area)) }
        expectRefusal(.tooManyPixels, bytes, limits: ImageLimits(totalPixels: 5 * area - 1))
    }

    @Test func scans() throws {
        let bytes = SampleJPEG(frameMarker: 0xC2, scans: 12).bytes
        #expect(try inspectAll(bytes, limits: ImageLimits(scans: 12)).scans == 12)
        expectRefusal(.tooManyScans, bytes, limits: ImageLimits(scans: 11))
    }

    /// The defaults of the documentation, on files that claim far more than they hold.
    @Test func defaults() throws {
        #expect(try inspectAll(SamplePNG(width: 50_000_000, height: 1).bytes).info.size.area == 50_000_000)
        expectRefusal(.tooManyPixels, SamplePNG(width: 50_000_001, height: 1).bytes)
        let frame = SampleWebP.Frame(width: 1000, height: 1000)
        let hundred = Array(repeating: frame, count: 100)
        #expect(try inspectAll(SampleWebP.animated(hundred, width: 1000, height: 1000).bytes).info.pages == 100)
        expectRefusal(.tooManyPages, SampleWebP.animated(hundred + [frame], width: 1000, height: 1000).bytes)
        expectRefusal(.tooManyPixels, SampleWebP.animated(hundred, width: 1001, height: 1000).bytes)
    }

    @Test func formatsThatAreNotSwitchedOn() {
        for sample in SampleImage.all where !ImageFormat.defaultAllowed.contains(sample.format) {
            let error = #expect(throws: RenderError.self) { try ImageInspector.inspect(sample.bytes.buffer) }
            #expect(error?.code == .forbiddenFormat)
        }
        let error = #expect(throws: RenderError.self) {
            try ImageInspector.inspect(SampleJPEG().bytes.buffer, allowed: [.png])
        }
        #expect(error?.code == .forbiddenFormat)
    }
}

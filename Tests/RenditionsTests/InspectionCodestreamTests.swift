import Renditions
import Testing

/// JPEG XL and JPEG 2000, of which the size alone is read.
@Suite struct InspectionCodestreamTests {
    @Test(arguments: [
        (0, 17, 100, 17), (1, 0, 100, 100), (2, 0, 100, 120), (3, 0, 99, 132), (4, 0, 101, 151), (5, 0, 90, 160),
        (6, 0, 100, 125), (7, 0, 100, 200),
    ])
    func ratios(_ ratio: Int, _ width: Int, _ height: Int, _ expected: Int) throws {
        for box in [nil, "jxlc", "jxlp"] {
            let sample = SampleJPEGXL(width: max(width, 1), height: height, ratio: ratio, box: box)
            #expect(try inspectAll(sample.bytes).info.size == PixelSize(width: expected, height: height))
        }
    }

    @Test func smallSides() throws {
        let sample = SampleJPEGXL(width: 256, height: 8, isSmall: true)
        #expect(try inspectAll(sample.bytes).info.size == PixelSize(width: 256, height: 8))
    }

    @Test func liesOfJPEGXL() {
        expectRefusal(.tooManyPixels, SampleJPEGXL(width: 1 << 30, height: 1 << 30).bytes)
        expectRefusal(.tooManyPixels, SampleJPEGXL(height: 1 << 30, ratio: 7).bytes)
        expectRefusal(.truncatedImage, SampleJPEGXL(box: "junk").bytes)
        expectRefusal(.truncatedImage, [0xFF, 0x0A])
        let empty = SampleHEIF.box("JXL ", [0x0D, 0x0A, 0x87, 0x0A]) + SampleHEIF.box("jxlc", [])
        expectRefusal(.invalidImage, empty)
    }

    @Test func jpeg2000() throws {
        let info = try inspectAll(SampleJPEG2000(right: 20, bottom: 9, left: 4, top: 1, bands: 2).bytes).info
        #expect((info.size, info.bands) == (PixelSize(width: 16, height: 8), 2))
        #expect((info.hasAlpha, info.colorSpace) == (true, .grey))
        for sample in [SampleJPEG2000(left: 16), SampleJPEG2000(top: 9), SampleJPEG2000(bands: 0), .init(bands: 5)] {
            expectRefusal(.invalidImage, sample.bytes)
        }
        expectRefusal(.tooManyPixels, SampleJPEG2000(right: 0xFFFF_FFFF, bottom: 0xFFFF_FFFF).bytes)
    }
}

import Renditions
import Testing

@Suite struct InspectionJPEGTests {
    private static let planes: [([(Int, Int)], String?, ColorSpace)] = [
        (SampleJPEG.yuv444, "4:4:4", .rgb), (SampleJPEG.yuv422, "4:2:2", .rgb), (SampleJPEG.yuv420, "4:2:0", .rgb),
        (SampleJPEG.yuv440, "4:4:0", .rgb), (SampleJPEG.yuv411, "4:1:1", .rgb), (SampleJPEG.grey, nil, .grey),
        (SampleJPEG.cmyk, nil, .cmyk), (SampleJPEG.ycck, nil, .cmyk), ([(3, 1), (1, 1), (1, 1)], nil, .rgb),
    ]

    @Test(arguments: planes.indices) func channels(_ index: Int) throws {
        let (sampling, name, space) = Self.planes[index]
        let info = try inspectAll(SampleJPEG(sampling: sampling).bytes).info
        #expect((info.format, info.size) == (.jpeg, PixelSize(width: 16, height: 8)))
        #expect((info.bands, info.bitDepth, info.hasAlpha) == (sampling.count, 8, false))
        #expect((info.subsampling, info.colorSpace) == (name, space))
        #expect(info.bytes == SampleJPEG(sampling: sampling).bytes.count)
    }

    @Test func scans() throws {
        let sequential = try inspectAll(SampleJPEG().bytes)
        #expect((sequential.scans, sequential.info.isProgressive) == (1, false))
        let progressive = try inspectAll(SampleJPEG(frameMarker: 0xC2, scans: 7).bytes)
        #expect((progressive.scans, progressive.info.isProgressive) == (7, true))
    }

    @Test func metadata() throws {
        let profile = SampleProfile.shaper(SampleProfile.sRGB, SampleProfile.sRGBCurve, name: "own").bytes
        let sample = SampleJPEG(segments: [
            SampleJPEG.profilePart(2, of: 2, Array(profile[100...])),
            SampleJPEG.exif(SampleExif(orientation: 6, hasLocation: false).bytes), SampleJPEG.xmp("<x/>"),
            SampleJPEG.profilePart(1, of: 2, Array(profile[..<100])), SampleJPEG.exif([1]), SampleJPEG.xmp("second"),
        ])
        let image = try inspectAll(sample.bytes)
        #expect(image.iccProfile == profile)
        #expect(image.info.profileName == "own")
        #expect(image.xmp == .text("<x/>"))
        #expect(image.exif == SampleExif(orientation: 6, hasLocation: false).bytes)
        #expect((image.info.cameraMake, image.info.cameraModel) == ("Makery", "Model Seven"))
        #expect(image.info.captureDate == "2024:05:17 12:30:00")
        #expect((image.info.orientation, image.info.hasLocation) == (.right, false))
        #expect(image.info.orientedSize == PixelSize(width: 8, height: 16))
    }

    @Test func profilesThatDoNotFitTogether() throws {
        let part: [UInt8] = .zeros(8)
        let broken: [[[UInt8]]] = [
            [SampleJPEG.profilePart(1, of: 2, part)], [SampleJPEG.profilePart(0, of: 1, part)],
            [SampleJPEG.profilePart(3, of: 2, part)],
            [SampleJPEG.profilePart(1, of: 1, part), SampleJPEG.profilePart(1, of: 1, part)],
            [SampleJPEG.profilePart(1, of: 2, part), SampleJPEG.profilePart(2, of: 3, part)],
        ]
        for segments in broken {
            let image = try inspectAll(SampleJPEG(segments: segments).bytes)
            #expect((image.hasProfile, image.iccProfile) == (true, nil))
        }
    }

    @Test func extendedXMPMayTellAPlace() throws {
        let body = "http://ns.adobe.com/xmp/extension/\0" + "GUID<a exif:GPSLatitude='1'/>"
        let image = try inspectAll(SampleJPEG(segments: [SampleJPEG.segment(0xE1, .text(body))]).bytes)
        #expect(image.info.hasLocation)
    }

    @Test func whatFollowsTheImageIsNotRead() throws {
        let bytes = SampleJPEG().bytes + SampleJPEG(width: 60_000, height: 60_000).bytes
        #expect(try inspectAll(bytes).info.size.width == 16)
    }

    @Test func someJunkBetweenSegments() throws {
        let fill = [UInt8](repeating: 0xFF, count: 9000)
        #expect(try inspectAll(SampleJPEG(segments: [fill]).bytes).scans == 1)
        let comment = SampleJPEG.segment(0xFE, [])
        #expect(try inspectAll(SampleJPEG(segments: [comment, .zeros(4096)]).bytes).scans == 1)
        expectRefusal(.invalidImage, SampleJPEG(segments: [comment, .zeros(4097)]).bytes)
    }

    @Test(arguments: [0xC1, 0xC3, 0xC5, 0xC8, 0xC9, 0xCB, 0xCD, 0xCF]) func frames(_ marker: Int) throws {
        if marker == 0xC1 {
            #expect(try inspectAll(SampleJPEG(frameMarker: marker).bytes).info.isProgressive == false)
        } else {
            expectRefusal(.invalidImage, SampleJPEG(frameMarker: marker).bytes)
        }
    }

    @Test func liesOfTheFrame() {
        let lies: [SampleJPEG] = [
            SampleJPEG(width: 0), SampleJPEG(height: 0), SampleJPEG(precision: 12), SampleJPEG(precision: 0),
            SampleJPEG(sampling: []), SampleJPEG(sampling: [(1, 1), (1, 1)]), SampleJPEG(sampling: [(0, 1)]),
            SampleJPEG(sampling: [(5, 1)]), SampleJPEG(sampling: [(15, 15)]),
            SampleJPEG(sampling: [(1, 1), (1, 1), (1, 1), (1, 1), (1, 1)]), SampleJPEG(scans: 0),
            SampleJPEG(segments: [SampleJPEG().frame]), SampleJPEG(segments: [SampleJPEG().scan]),
            SampleJPEG(segments: [[0xFF, 0xD8]]), SampleJPEG(segments: [[0xFF, 0xF0, 0, 2]]),
        ]
        for sample in lies { expectRefusal(.invalidImage, sample.bytes) }
        expectRefusal(.tooManyPixels, SampleJPEG(width: 65_535, height: 65_535).bytes)
    }

    @Test func liesOfSegments() {
        for length in [0, 1] {
            expectRefusal(
                .invalidImage, SampleJPEG(segments: [SampleJPEG.segment(0xE0, [1], length: length)]).bytes)
        }
        let long = SampleJPEG(segments: [SampleJPEG.segment(0xE0, [], length: 0xFFFF)])
        expectRefusal(.truncatedImage, long.bytes)
        let strange = SampleJPEG.segment(0xDA, [1, 9, 0, 0, 63, 0])
        expectRefusal(.invalidImage, SampleJPEG(entropy: [1] + strange).bytes, "a scan of no component")
        expectRefusal(.invalidImage, SampleJPEG(entropy: [1] + SampleJPEG.segment(0xDA, [5])).bytes)
    }

    @Test func missingPixels() throws {
        expectRefusal(.truncatedImage, SampleJPEG(entropy: []).bytes)
        expectRefusal(.truncatedImage, SampleJPEG(end: []).bytes)
        expectRefusal(.truncatedImage, SampleJPEG(end: [0xFF]).bytes)
        #expect(try inspectAll(SampleJPEG(end: []).bytes, allowsTruncation: true).isTruncated)
        let headless: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0]
        #expect(throws: RenderError.self) { try inspectAll(headless, allowsTruncation: true) }
    }
}

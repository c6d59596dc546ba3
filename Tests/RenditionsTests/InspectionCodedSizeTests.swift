import Renditions
import Testing

/// The size that the coded data tells, against the container's and against the limits.
@Suite struct InspectionCodedSizeTests {
    typealias Item = SampleHEIF.Item
    typealias Reference = SampleHEIF.Reference

    private static let contradiction = "The image contradicts itself: its header says"

    /// One AV1 picture, said to be 16x8.
    private static func av1(_ data: [UInt8], configuration: [UInt8] = []) -> [UInt8] {
        SampleHEIF(
            items: [Item(id: 1, properties: [1, 2], data: data)],
            properties: [SampleHEIF.size(16, 8), SampleHEIF.av1(0b110, units: configuration)]
        ).bytes
    }

    private static func hevc(_ set: SampleHEVC) -> [UInt8] {
        SampleHEIF.hevc(configuration: [set.parameterSet]).bytes
    }

    /// Whether a file is refused because its header and its data differ.
    private static func contradicts(_ bytes: [UInt8]) -> Bool {
        do throws(RenderError) {
            _ = try inspectAll(bytes)
            return false
        } catch {
            return error.code == .invalidImage && error.message.hasPrefix(contradiction)
        }
    }

    @Test func aBombBehindASmallHeader() {
        let bomb = SampleAV1(width: 65_535, height: 65_535)
        expectRefusal(.tooManyPixels, Self.av1(SampleAV1.picture(65_536, 65_536)))
        let header = SampleAV1.unit(1, bomb.sequenceHeader)
        expectRefusal(.tooManyPixels, Self.av1(SampleAV1.picture(16, 8), configuration: header))
        expectRefusal(.tooManyPixels, Self.av1(SampleAV1.picture(16, 8) + header), "behind the picture")
        expectRefusal(.tooManyPixels, Self.hevc(SampleHEVC(width: 65_535, height: 65_535)))
        expectRefusal(.tooManyPixels, Self.hevc(SampleHEVC(width: 0xFFFF_FFFE, height: 0xFFFF_FFFE)))
        let inside = SampleHEVC(width: 65_535, height: 65_535).parameterSet
        expectRefusal(.tooManyPixels, SampleHEIF.hevc(units: [inside, SampleHEVC.slice]).bytes)
        expectRefusal(.tooManyPixels, SampleHEIF.hevc(units: [SampleHEVC.slice, inside]).bytes)
        let several = [SampleHEVC().parameterSet, inside, SampleHEVC().parameterSet]
        expectRefusal(.tooManyPixels, SampleHEIF.hevc(configuration: several).bytes)
        // What the window leaves is small, but all of it is decoded.
        let window = SampleHEVC(width: 65_536, height: 65_536, window: [0, 32_760, 0, 32_764])
        expectRefusal(.tooManyPixels, Self.hevc(window))
    }

    @Test func sizesWithinTheLimitsThatDiffer() {
        for (width, height) in [(65, 8), (16, 65), (4000, 3000), (15, 8), (16, 7), (1, 1)] {
            #expect(Self.contradicts(Self.av1(SampleAV1.picture(width, height))), "AV1 \(width)x\(height)")
            #expect(Self.contradicts(Self.hevc(SampleHEVC(width: width, height: height))), "HEVC \(width)x\(height)")
        }
        #expect(Self.contradicts(Self.hevc(SampleHEVC(width: 16, height: 16, window: [0, 4, 0, 0]))))
        #expect(Self.contradicts(Self.hevc(SampleHEVC(width: 128, height: 64, window: [0, 56, 0, 28]))))
    }

    /// A codec may code up to whole blocks of 64 more than the picture has.
    @Test(arguments: [(16, 8), (17, 9), (24, 16), (64, 64), (64, 8)]) func roundedSizes(_ width: Int, _ height: Int) {
        #expect(throws: Never.self) { try inspectAll(Self.av1(SampleAV1.picture(width, height))) }
        #expect(throws: Never.self) { try inspectAll(Self.hevc(SampleHEVC(width: width, height: height))) }
    }

    @Test(arguments: [0, 1, 2, 3]) func windows(_ chroma: Int) {
        // 24x16, cropped to 16x8 in the window's own units.
        let across = chroma == 1 || chroma == 2 ? 2 : 1
        let down = chroma == 1 ? 2 : 1
        var set = SampleHEVC(width: 24, height: 16, chroma: chroma, window: [0, 8 / across, 8 / down, 0])
        #expect(throws: Never.self) { try inspectAll(Self.hevc(set)) }
        set.window = [1, 8 / across, 8 / down, 0]
        #expect(Self.contradicts(Self.hevc(set)))
        set.window = [0, 24, 0, 0]
        expectRefusal(.invalidImage, Self.hevc(set), "nothing is left")
        set.window = [0xFFFF_FFFE, 0xFFFF_FFFE, 0xFFFF_FFFE, 0xFFFF_FFFE]
        expectRefusal(.invalidImage, Self.hevc(set), "less than nothing")
    }

    /// What is at the limit passes, however much its codec rounds it up; what claims less than it codes does not.
    @Test func limits() {
        let exact = ImageLimits(pixels: 128)
        for bytes in [SampleHEIF().bytes, SampleHEIF.hevc().bytes, Self.hevc(SampleHEVC(width: 64, height: 64))] {
            #expect(throws: Never.self) { try inspectAll(bytes, limits: exact) }
            expectRefusal(.tooManyPixels, bytes, limits: ImageLimits(pixels: 127))
        }
        for bytes in [Self.av1(SampleAV1.picture(100, 80)), Self.hevc(SampleHEVC(width: 100, height: 80))] {
            expectRefusal(.invalidImage, bytes, limits: ImageLimits(pixels: 8000))
            expectRefusal(.tooManyPixels, bytes, limits: ImageLimits(pixels: 7999))
        }
    }

    /// Without a size in the container the stream's own counts, exactly.
    @Test func alphaPlanesWithoutSize() throws {
        let usual = "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0"
        func sample(
            _ width: Int, type: String = "av01", kind: String = "auxl", name: String = usual
        ) -> [UInt8] {
            let alpha = SampleHEIF.full("auxC", .text(name))
            return SampleHEIF(
                items: [
                    Item(id: 1, properties: [1, 2]),
                    Item(
                        id: 2, type: type, isHidden: true, properties: [2, 3], data: SampleAV1.picture(width, 8)),
                ],
                properties: [SampleHEIF.size(16, 8), SampleHEIF.av1(0b110), alpha],
                references: [Reference(kind: kind, from: 2, to: [1])]
            ).bytes
        }
        #expect(try inspectAll(sample(16)).info.hasAlpha)
        #expect(try inspectAll(sample(30), limits: ImageLimits(pixels: 240)).info.hasAlpha)
        expectRefusal(.tooManyPixels, sample(30), limits: ImageLimits(pixels: 239))
        expectRefusal(.invalidImage, sample(16, type: "jpeg"), "a decoder may know it, and nobody its size")
        #expect(throws: Never.self) { try inspectAll(sample(16, type: "jpeg", kind: "cdsc")) }
        for name in ["urn:mpeg:hevc:2015:auxid:1", "urn:mpeg:avc:2015:auxid:1", String(usual.dropLast())] {
            #expect(try inspectAll(sample(16, name: name)).info.hasAlpha)
            expectRefusal(.invalidImage, sample(16, type: "unci", name: name))
        }
        #expect(try inspectAll(sample(16, name: "urn:mpeg:hevc:2015:auxid:11")).info.hasAlpha == false)
    }

    @Test func everyPartOfAPictureCounts() {
        for (place, name) in [(1, "first tile"), (2, "second tile"), (3, "alpha")] {
            var sample = SampleHEIF.tiled
            sample.items[place].data = SampleAV1.picture(60_000, 60_000)
            expectRefusal(.tooManyPixels, sample.bytes, "\(name)")
            sample.items[place].data = SampleAV1.picture(100, 100)
            #expect(Self.contradicts(sample.bytes), "\(name)")
            sample.items[place].data = [0x12, 0]
            expectRefusal(.invalidImage, sample.bytes, "\(name)")
        }
        let items = [
            Item(id: 1, properties: [1, 2]), Item(id: 2, properties: [1], data: SampleAV1.picture(9000, 9000)),
        ]
        let thumbnail = Reference(kind: "thmb", from: 2, to: [1])
        expectRefusal(.tooManyPixels, SampleHEIF(items: items, references: [thumbnail]).bytes)
    }

    /// Many items that name one long run of small units cost no more than one.
    @Test func sharedUnits() {
        let units = Array([[UInt8]](repeating: [0x7A, 0], count: 30_000).joined())
        let data = SampleAV1.picture(16, 8) + units
        #expect(throws: Never.self) { try inspectAll(Self.av1(data)) }
        expectRefusal(.invalidImage, Self.av1(data + units + units + units))
        let set = SampleHEVC().parameterSet
        let many = Array(repeating: SampleHEVC.unit(39, [1]), count: 100_001)
        expectRefusal(.invalidImage, SampleHEIF.hevc(configuration: [set], units: many).bytes)
    }
}

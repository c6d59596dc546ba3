import Renditions
import Testing

@Suite struct InspectionHEIFLieTests {
    typealias Item = SampleHEIF.Item

    @Test(arguments: [(0, 8), (16, 0), (0, 0)]) func noSize(_ width: Int, _ height: Int) {
        expectRefusal(.invalidImage, SampleHEIF(properties: [SampleHEIF.size(width, height)]).bytes)
    }

    @Test func sizesOfAllPicturesCount() {
        let sample = SampleHEIF(properties: [SampleHEIF.size(16, 8), SampleHEIF.size(0xFFFF_FFFF, 0xFFFF_FFFF)])
        expectRefusal(.tooManyPixels, sample.bytes)
        expectRefusal(.tooManyPixels, sample.bytes, limits: ImageLimits(pixels: .max - 1, totalPixels: .max))
    }

    @Test func missingParts() {
        expectRefusal(.invalidImage, SampleHEIF(primary: 9).bytes, "no such item")
        expectRefusal(
            .invalidImage, SampleHEIF(items: [Item(id: 1, type: "Exif", properties: [1])]).bytes, "no picture")
        expectRefusal(.invalidImage, SampleHEIF(items: [Item(id: 1)]).bytes, "no size")
        expectRefusal(.invalidImage, SampleHEIF(items: [Item(id: 1, properties: [1], data: nil)]).bytes, "no place")
        expectRefusal(.truncatedImage, SampleHEIF.box("ftyp", .text("avif\0\0\0\0mif1")), "no description")
    }

    /// Decoders differ in which of two counts.
    @Test(arguments: ["pitm", "iinf", "iloc", "iref", "iprp", "idat"]) func whatIsSaidTwice(_ type: String) {
        let twice = SampleHEIF.full(type, .zeros(12))
        expectRefusal(.invalidImage, SampleHEIF(metaBoxes: .joining(twice, twice)).bytes)
    }

    @Test func twoDescriptions() {
        expectRefusal(.invalidImage, SampleHEIF(boxes: SampleHEIF.full("meta", [])).bytes)
        let items = [Item(id: 1, properties: [1]), Item(id: 1, properties: [1])]
        expectRefusal(.invalidImage, SampleHEIF(items: items).bytes)
    }

    @Test func lengthsOfBoxes() {
        let whole = SampleHEIF().bytes
        let metaAt = 8 + 8 + 8
        for length in [0, 1, 2, 7] {
            expectRefusal(.invalidImage, whole.replacing(at: metaAt + 12, with: .big(length, 4)), "inner \(length)")
        }
        expectRefusal(.invalidImage, whole.replacing(at: metaAt + 12, with: .big(0xFFFF_FFFF, 4)))
        expectRefusal(.truncatedImage, whole.replacing(at: metaAt, with: .big(0xFFFF_FFFF, 4)))
        // A length of 1 says that eight more bytes hold it.
        let large: [UInt8] = .joining(.big(1, 4), .text("mdat"), .big(-1, 8))
        expectRefusal(.invalidImage, whole + large)
        expectRefusal(.truncatedImage, whole + .joining(.big(1, 4), .text("mdat"), .big(.max, 8)))
        expectRefusal(.truncatedImage, whole + .joining(.big(1, 4), .text("mdat")))
    }

    @Test func aLastBoxMayReachToTheEnd() throws {
        let bytes = SampleHEIF(boxes: SampleHEIF.box("free", .zeros(9), length: 0)).bytes
        #expect(try inspectAll(bytes).info.size.width == 16)
    }

    @Test func placesBeyondTheFile() throws {
        var bytes = SampleHEIF().bytes
        bytes.removeLast()
        expectRefusal(.truncatedImage, bytes)
        #expect(try inspectAll(bytes, allowsTruncation: true).isTruncated)
        #expect(try inspectAll(SampleHEIF().bytes, allowsTruncation: true).isTruncated == false)
    }

    /// Every number of the location box has no width, so that a few bytes claim many extents.
    @Test func extentsWithoutWidth() {
        let place: [UInt8] = .joining(.big(7, 2), .zeros(2), .big(64, 2))
        let flood: [UInt8] = .joining([0, 0], .big(5000, 2), Array(repeatElement(place, count: 5000).joined()))
        var meta = SampleHEIF()
        meta.metaBoxes = SampleHEIF.full("iloc", flood)
        expectRefusal(.invalidImage, meta.bytes)
        let alone = SampleHEIF.full("meta", SampleHEIF.full("iloc", flood))
        let type = SampleHEIF.box("ftyp", .text("avif\0\0\0\0mif1"))
        expectRefusal(.invalidImage, type + alone, "too many items")
    }

    @Test func absurdCounts() {
        let type = SampleHEIF.box("ftyp", .text("avif\0\0\0\0mif1"))
        let bodies: [(String, [UInt8])] = [
            ("iinf", .joining(.big(0xFFFF, 2), .zeros(4))), ("iloc", .joining([0xFF, 0xFF], .big(0xFFFF, 2))),
            ("iloc", .joining([0x88, 0x80], .big(1, 2), .zeros(4), .big(-1, 8), .big(1, 2), .big(-1, 8), .big(-1, 8))),
            ("iref", SampleHEIF.box("dimg", .joining(.big(1, 2), .big(0xFFFF, 2)))),
            ("iprp", SampleHEIF.full("ipma", .big(0xFFFF_FFFF, 4))),
        ]
        for (name, body) in bodies {
            expectRefusal(.invalidImage, type + SampleHEIF.full("meta", SampleHEIF.full(name, body)), "\(name)")
        }
        let properties = Array(repeatElement(SampleHEIF.box("free", []), count: 40_000).joined())
        let list = SampleHEIF.box("iprp", SampleHEIF.box("ipco", properties))
        expectRefusal(.invalidImage, type + SampleHEIF.full("meta", list), "properties")
    }
}

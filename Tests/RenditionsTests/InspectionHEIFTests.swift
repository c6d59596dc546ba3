import Renditions
import Testing

@Suite struct InspectionHEIFTests {
    typealias Item = SampleHEIF.Item
    typealias Reference = SampleHEIF.Reference

    @Test(arguments: ["avis", "msf1", "hevc", "hevx"]) func sequencesAreRefused(_ brand: String) {
        let bytes = SampleHEIF(brand: brand, compatible: ["avif", "mif1"]).bytes
        let error = #expect(throws: RenderError.self) { try ImageInspector.inspect(bytes.buffer) }
        #expect(error?.code == .invalidImage)
        #expect(error?.message == "Image sequences are not supported. Send a still image.")
    }

    @Test func gridWithAlphaAndMetadata() throws {
        let image = try inspectAll(SampleHEIF.tiled.bytes)
        #expect(image.info.size == PixelSize(width: 16, height: 8))
        #expect((image.info.pages, image.info.bands, image.info.hasAlpha) == (1, 4, true))
        #expect(image.info.subsampling == "4:2:0")
        #expect(image.exif == SampleExif().bytes)
        #expect(image.xmp == .text("<x/>"))
        #expect(image.hasProfile)
        #expect(image.iccProfile.flatMap { ICCProfile($0) }?.isSRGB == true)
        #expect(image.info.hasLocation)
    }

    @Test(arguments: [(0b000, "4:4:4"), (0b100, "4:2:2"), (0b110, "4:2:0")])
    func subsampling(_ bits: Int, _ name: String) throws {
        let image = try inspectAll(SampleHEIF(properties: [SampleHEIF.size(16, 8), SampleHEIF.av1(bits)]).bytes)
        #expect(image.info.subsampling == name)
    }

    @Test(arguments: [(0, 8), (0x40, 10), (0x60, 12)]) func depth(_ flags: Int, _ bits: Int) throws {
        let codec = SampleHEIF.av1(0, depthFlags: flags)
        #expect(try inspectAll(SampleHEIF(properties: [SampleHEIF.size(16, 8), codec]).bytes).info.bitDepth == bits)
    }

    @Test func sizeIsAsShown() throws {
        let clap: [UInt8] = .joining(.big(10, 4), .big(1, 4), .big(6, 4), .big(1, 4), .zeros(16))
        let sample = SampleHEIF(
            items: [Item(id: 1, properties: [1, 2, 3])],
            properties: [SampleHEIF.size(16, 8), SampleHEIF.box("clap", clap), SampleHEIF.rotation(1)])
        let image = try inspectAll(sample.bytes)
        #expect(image.info.size == PixelSize(width: 6, height: 10))
        #expect(image.info.orientation == .up)
    }

    @Test func codePoints() throws {
        let color = SampleHEIF.box("colr", .joining(.text("nclx"), .big(12, 2), .big(13, 2), .big(6, 2), [0x80]))
        let sample = SampleHEIF(properties: [SampleHEIF.size(16, 8), color])
        let points = ColorCodePoints(primaries: 12, transfer: 13, matrix: 6, isFullRange: true)
        #expect(try inspectAll(sample.bytes).codePoints == points)
    }

    @Test func picturesThatStandForThemselvesArePages() throws {
        let items = [Item(id: 1, properties: [1]), Item(id: 2, properties: [1]), Item(id: 3, properties: [1])]
        #expect(try inspectAll(SampleHEIF(items: items).bytes).info.pages == 3)
        expectRefusal(.tooManyPages, SampleHEIF(items: items).bytes, limits: ImageLimits(pages: 2))
        let thumbnail = [Reference(kind: "thmb", from: 3, to: [1])]
        #expect(try inspectAll(SampleHEIF(items: items, references: thumbnail).bytes).info.pages == 2)
    }

    @Test func aGridTellsItsTrueSize() {
        var sample = SampleHEIF.tiled
        sample.items[0].data = SampleHEIF.grid(rows: 1, columns: 2, 17, 8)
        expectRefusal(.invalidImage, sample.bytes)
        sample.items[0].data = SampleHEIF.grid(rows: 1, columns: 2, 1 << 20, 1 << 20, isWide: true)
        expectRefusal(.tooManyPixels, sample.bytes)
        sample.items[0].data = SampleHEIF.grid(rows: 2, columns: 2, 16, 8)
        expectRefusal(.invalidImage, sample.bytes, "more tiles than inputs")
        sample.items[0].data = [0, 0, 0]
        expectRefusal(.truncatedImage, sample.bytes)
        sample.items[0].data = .zeros(10_000)
        expectRefusal(.truncatedImage, sample.bytes)
    }

    /// A tile that lies wholly outside the picture is work for nothing.
    @Test func tilesCoverTheirGridOnce() {
        var sample = SampleHEIF.tiled
        sample.properties[1] = SampleHEIF.size(16, 8)
        expectRefusal(.invalidImage, sample.bytes)
        sample.properties[1] = SampleHEIF.size(7, 8)
        expectRefusal(.invalidImage, sample.bytes)
    }

    @Test func hiddenDerivationsAreHeldToTheLimitsToo() {
        let large = SampleHEIF.grid(rows: 1, columns: 1, 60_000, 60_000)
        let hidden = Item(id: 2, type: "grid", isHidden: true, properties: [1], data: large)
        let reference = Reference(kind: "dimg", from: 2, to: [1])
        expectRefusal(
            .tooManyPixels,
            SampleHEIF(items: [Item(id: 1, properties: [1]), hidden], references: [reference]).bytes)
    }

    @Test func overlays() throws {
        func sample(_ width: Int, layers: Int) -> [UInt8] {
            SampleHEIF(
                items: [
                    Item(id: 1, type: "iovl", properties: [1], data: SampleHEIF.overlay(width, 8)),
                    Item(id: 2, isHidden: true, properties: [1]),
                ],
                references: [Reference(kind: "dimg", from: 1, to: [Int](repeating: 2, count: layers))]
            ).bytes
        }
        #expect(try inspectAll(sample(16, layers: 2)).info.size.width == 16)
        expectRefusal(.tooManyPixels, sample(60_000, layers: 2), limits: ImageLimits(pixels: 10_000))
        expectRefusal(.tooManyPages, sample(16, layers: 101))
        expectRefusal(.tooManyPixels, sample(16, layers: 9), limits: ImageLimits(totalPixels: 8 * 16 * 8))
    }

    @Test(arguments: ["iden", "grid", "iovl"]) func derivationsThatFormARing(_ type: String) {
        let data = type == "iovl" ? SampleHEIF.overlay(16, 8) : SampleHEIF.grid(rows: 1, columns: 1, 16, 8)
        let items = [1, 2].map { Item(id: $0, type: type, properties: [1], data: data) }
        let ring = [Reference(kind: "dimg", from: 1, to: [2]), Reference(kind: "dimg", from: 2, to: [1])]
        expectRefusal(.invalidImage, SampleHEIF(items: items, references: ring).bytes)
    }
}

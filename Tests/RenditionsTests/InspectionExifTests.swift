import Renditions
import Testing

@Suite struct InspectionExifTests {
    @Test(arguments: Orientation.allCases, [false, true]) func orientations(_ value: Orientation, _ isBig: Bool) throws
    {
        let block = SampleExif(isBig: isBig, orientation: value.rawValue).bytes
        #expect(ExifDocument(block)?.orientation == value)
        #expect(try inspectAll(SampleJPEG(segments: [SampleJPEG.exif(block)]).bytes).info.orientation == value)
        #expect(try inspectAll(SamplePNG(chunks: [SamplePNG.chunk("eXIf", block)]).bytes).info.orientation == value)
    }

    @Test(arguments: [0, 9, 0xFFFF]) func orientationsThatDoNotExist(_ value: Int) {
        #expect(ExifDocument(SampleExif(orientation: value).bytes)?.orientation == .up)
    }

    @Test(arguments: [false, true]) func fields(_ isBig: Bool) {
        let document = ExifDocument(SampleExif(isBig: isBig, artist: "  Spaced out ").bytes)
        #expect(document?.captureDate == "2024:05:17 12:30:00")
        #expect((document?.cameraMake, document?.cameraModel) == ("Makery", "Model Seven"))
        #expect((document?.artist, document?.copyright) == ("Spaced out", "Copyright Holder"))
        #expect(document?.hasLocation == true)
        #expect(ExifDocument(SampleExif(date: "    :  :     :  :  ", hasLocation: false).bytes)?.captureDate == nil)
        #expect(ExifDocument(SampleExif(hasLocation: false).bytes)?.hasLocation == false)
    }

    @Test(arguments: [false, true]) func copyrightOnly(_ isBig: Bool) throws {
        let sample = SampleExif(isBig: isBig, orientation: 6)
        let block = try #require(ExifDocument.rewrite(sample.bytes, keeping: .copyright))
        let document = try #require(ExifDocument(block))
        #expect((document.artist, document.copyright) == (sample.artist, sample.copyright))
        #expect(document.orientation == .up)
        for gone in [sample.make, sample.model, sample.date, "Lens 50mm"] + SampleExif.neverKept {
            #expect(!block.holds(.text(gone)), "\(gone)")
        }
        #expect(!document.hasLocation)
        // Header, three entries, their texts, and nothing else.
        #expect(block.count == 8 + 6 + 3 * 12 + 12 + 18)
    }

    @Test(arguments: [false, true]) func photographic(_ isBig: Bool) throws {
        let sample = SampleExif(isBig: isBig, orientation: 6)
        let block = try #require(ExifDocument.rewrite(sample.bytes, keeping: .photographic))
        let document = try #require(ExifDocument(block))
        #expect((document.cameraMake, document.captureDate) == (sample.make, sample.date))
        #expect((document.orientation, document.hasLocation) == (.up, false))
        #expect(block.holds(.text("Lens 50mm")))
        for gone in SampleExif.neverKept { #expect(!block.holds(.text(gone)), "\(gone)") }
        let degrees = SampleExif.latitude.map { isBig ? [UInt8].big($0, 4) : .little($0, 4) }
        #expect(!block.holds(Array(degrees.joined())))
        // Rewritten once more it stays as it is.
        #expect(ExifDocument.rewrite(block, keeping: .photographic) == block)
    }

    /// A text's false count must not carry along what stands behind it.
    @Test func textsEndAtTheirEnd() throws {
        let leak = SampleTIFF.Entry(0x010E, .bytes(2, 40, .text("Title\0SECRET-POSITION-BEHIND-THE-TEXT-----")))
        let block = try #require(ExifDocument.rewrite(SampleExif(more: [leak]).bytes, keeping: .photographic))
        #expect(block.holds(.text("Title\0")))
        #expect(!block.holds(.text("SECRET")))
        let parts = "Photographer\0Editor\0SECRET\0"
        let both = SampleTIFF(directories: [[.init(0x8298, .text(parts))]]).bytes
        let kept = try #require(ExifDocument.rewrite(both, keeping: .copyright))
        #expect(kept.holds(.text("Photographer\0Editor\0")))
        #expect(!kept.holds(.text("SECRET")))
    }

    @Test func nothingLeft() {
        let bare = SampleTIFF(directories: [[.init(0x0112, .shorts([6]))]]).bytes
        for selection in ExifSelection.allCases {
            #expect(ExifDocument.rewrite(bare, keeping: selection) == nil)
            #expect(ExifDocument.rewrite([], keeping: selection) == nil)
            #expect(ExifDocument.rewrite(.text("II*"), keeping: selection) == nil)
        }
        let number = SampleTIFF(directories: [[.init(0x013B, .longs([1, 2]))]]).bytes
        #expect(ExifDocument.rewrite(number, keeping: .copyright) == nil)
    }

    @Test func blocksFitIntoASegment() throws {
        let long = String(repeating: "a", count: 65_000)
        let sample = SampleExif(more: [.init(0x010E, .text(long)), .init(0x0131, .text(long))])
        let block = try #require(ExifDocument.rewrite(sample.bytes, keeping: .photographic))
        #expect(block.count <= 65_527)
    }

    @Test func hostileBlocksDoNotFailTheImage() throws {
        let pointers = [0, 8, 0xFFFF_FFFF]
        var blocks: [[UInt8]] = [[], [0], .text("II*\0"), .text("MM\0*\u{FF}"), .zeros(100)]
        for pointer in pointers {
            blocks.append(SampleTIFF(directories: [[.init(0x8769, .raw(4, 1, pointer))]], last: 8).bytes)
            blocks.append(SampleTIFF(directories: [[.init(0x8825, .raw(4, 1, pointer))]]).bytes)
            blocks.append(SampleTIFF(directories: [[.init(0x8298, .raw(2, 0xFFFF_FFFF, pointer))]]).bytes)
            blocks.append(SampleTIFF(directories: [[.init(0x0112, .raw(12, 0xFFFF_FFFF, pointer))]]).bytes)
        }
        for block in blocks {
            let image = try inspectAll(SampleJPEG(segments: [SampleJPEG.exif(block)]).bytes)
            #expect(image.info.orientation == .up)
            for selection in ExifSelection.allCases { _ = ExifDocument.rewrite(block, keeping: selection) }
        }
    }
}

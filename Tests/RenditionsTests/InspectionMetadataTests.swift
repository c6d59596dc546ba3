import Foundation
import Renditions
import Testing

@Suite struct InspectionMetadataTests {
    private static let full = TinyTIFF.exif(
        main: [
            .text(0x10E, "A picture"), .text(0x10F, "Maker"), .short(0x112, 6), .text(0x13B, "Artist"),
            .text(0x8298, "Rights"), .text(0xC4A5, "unlisted"),
        ],
        detail: [
            .text(0x9003, "2024:05:17 12:30:00"), .text(0x927C, "MAKERNOTE"), .text(0x9286, "COMMENT"),
            .long(0xA002, 4000), .text(0xA434, "A lens"),
        ],
        gps: [.long(2, 52, 31, 0), .text(0x1C, "SECRETPLACE")])

    @Test func everyFactIsRead() throws {
        let document = try #require(ExifDocument(Self.full))
        #expect(document.orientation == .right)
        #expect(document.captureDate == "2024:05:17 12:30:00")
        #expect(document.cameraMake == "Maker")
        #expect(document.cameraModel == nil)
        #expect(document.artist == "Artist")
        #expect(document.copyright == "Rights")
        #expect(document.hasLocation)
    }

    @Test(arguments: [0, 9, 65_535]) func anImpossibleOrientationIsUp(_ value: Int) throws {
        #expect(try #require(ExifDocument(TinyTIFF.exif(main: [.short(0x112, value)]))).orientation == .up)
    }

    @Test func aPointerToNothingMayStillBeAPlace() throws {
        #expect(try #require(ExifDocument(TinyTIFF.exif(main: [.long(0x8825, 9999)]))).hasLocation)
        let version = TinyTIFF.exif(main: [], gps: [.long(0, 2)])
        #expect(try #require(ExifDocument(version)).hasLocation == false)
    }

    @Test func blankDatesAreNone() throws {
        let blank = TinyTIFF.exif(main: [], detail: [.text(0x9003, "    :  :     :  :  ")])
        #expect(try #require(ExifDocument(blank)).captureDate == nil)
    }

    @Test func damageIsLeftOut() throws {
        for count in 0..<Self.full.count {
            let document = ExifDocument(Array(Self.full[..<count]))
            #expect((document != nil) == (count >= 8))
        }
        // A directory that points at itself, and counts beyond the block.
        let loop = TinyTIFF.exif(main: [.long(0x8769, 8), .short(0x112, 6)])
        #expect(try #require(ExifDocument(loop)).orientation == .right)
        var lie = TinyTIFF.exif(main: [.text(0x10F, "Maker"), .short(0x112, 6)])
        lie.replaceSubrange(14..<18, with: [0xFF, 0xFF, 0xFF, 0xFF])
        let document = try #require(ExifDocument(lie))
        #expect(document.cameraMake == nil)
        #expect(document.orientation == .right)
    }

    @Test func rewritingKeepsOnlyWhatIsListed() throws {
        let bytes = try #require(ExifDocument.rewrite(Self.full, keeping: .photographic))
        let document = try #require(ExifDocument(bytes))
        #expect(document.orientation == .up)
        #expect(document.captureDate == "2024:05:17 12:30:00")
        #expect(document.cameraMake == "Maker")
        #expect(document.artist == "Artist")
        #expect(document.copyright == "Rights")
        #expect(!document.hasLocation)
        for text in ["MAKERNOTE", "COMMENT", "SECRETPLACE", "unlisted"] { #expect(!contains(bytes, text)) }
        for text in ["A picture", "A lens"] { #expect(contains(bytes, text)) }
        // Writing again changes nothing.
        #expect(ExifDocument.rewrite(bytes, keeping: .photographic) == bytes)
    }

    @Test func rewritingForCopyrightKeepsTwoFields() throws {
        let bytes = try #require(ExifDocument.rewrite(Self.full, keeping: .copyright))
        let document = try #require(ExifDocument(bytes))
        #expect(document.artist == "Artist")
        #expect(document.copyright == "Rights")
        #expect(document.cameraMake == nil)
        #expect(document.captureDate == nil)
        #expect(!contains(bytes, "Maker"))
    }

    @Test func nothingLeftIsNil() {
        let bytes = TinyTIFF.exif(main: [.short(0x112, 6)], gps: [.long(2, 1, 2, 3)])
        #expect(ExifDocument.rewrite(bytes, keeping: .copyright) == nil)
        #expect(ExifDocument.rewrite([1, 2, 3], keeping: .photographic) == nil)
    }

    @Test func aRewrittenBlockFitsIntoAJPEG() throws {
        let long = String(repeating: "x", count: 60_000)
        let bytes = TinyTIFF.exif(main: [.text(0x10E, long), .text(0x13B, long), .text(0x8298, "Rights")])
        let rewritten = try #require(ExifDocument.rewrite(bytes, keeping: .photographic))
        #expect(rewritten.count <= 65_533 - 6)
        #expect(ExifDocument(rewritten)?.copyright == "Rights")
    }

    @Test(arguments: ["<exif:GPSLatitude>", "EXIF:gpsLongitude", "photoshop:City", "x Iptc4xmpExt:LocationCreated=''"])
    func packetsThatNameAPlace(_ text: String) {
        #expect(XMP.mentionsLocation(Array(text.utf8)))
    }

    @Test(arguments: ["", ":", "exif:", "xif:gps", "exif:GP", "dc:title", "photoshop:Category"])
    func packetsThatNameNone(_ text: String) {
        #expect(!XMP.mentionsLocation(Array(text.utf8)))
    }

    @Test func packetsTooLongToSearchAreHeldToNameAPlace() {
        #expect(!XMP.mentionsLocation([UInt8](repeating: 0x3A, count: 4 << 20)))
        #expect(XMP.mentionsLocation([UInt8](repeating: 0x3A, count: (4 << 20) + 1)))
    }

    private func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        Data(bytes).range(of: Data(text.utf8)) != nil
    }
}

import Renditions
import RenditionsTesting
import Testing

/// What the core reads in blocks, packets and profiles that the builders build.
@Suite struct ImagesMetadataTests {
    @Test(arguments: FileByteOrder.allCases, Orientation.allCases)
    func exif(order: FileByteOrder, orientation: Orientation) throws {
        let document = try #require(
            ExifDocument(ExifBuilder.revealing(order: order, orientation: orientation).bytes()))
        #expect(document.orientation == orientation)
        #expect(document.cameraMake == "Renditions")
        #expect(document.cameraModel == "Canary One")
        #expect(document.artist == "A. Photographer")
        #expect(document.copyright == "(c) A. Photographer")
        #expect(document.captureDate == "2024:05:17 12:30:00")
        #expect(document.hasLocation)
    }

    @Test(arguments: FileByteOrder.allCases) func exifHoldsItsCanaries(order: FileByteOrder) {
        let block = ExifBuilder.revealing(order: order).bytes()
        #expect(block.count < 65_528)
        #expect(occurrences(of: ExifBuilder.locationCanary, in: block) == 2)
        #expect(occurrences(of: ExifBuilder.makerNoteCanary, in: block) >= 1)
        #expect(occurrences(of: ExifBuilder.thumbnailCanary, in: block) == 1)
    }

    @Test(arguments: FileByteOrder.allCases) func exifHoldsOnlyWhatIsAskedFor(order: FileByteOrder) throws {
        let bare = ExifBuilder(order: order, orientation: .left).bytes()
        let document = try #require(ExifDocument(bare))
        #expect(document.orientation == .left)
        #expect(!document.hasLocation)
        #expect(document.cameraMake == nil)
        // Header, number of fields, one field, the end of the chain.
        #expect(bare.count == 8 + 2 + 12 + 4)
        #expect(ExifDocument(ExifBuilder(order: order).bytes())?.orientation == .up)
    }

    /// The core's writer copies values from where the builder says that they stand.
    @Test(arguments: FileByteOrder.allCases) func exifSurvivesBeingRewritten(order: FileByteOrder) throws {
        let block = ExifBuilder.revealing(order: order, orientation: .right).bytes()
        let kept = try #require(ExifDocument.rewrite(block, keeping: .photographic))
        for canary in [ExifBuilder.locationCanary, ExifBuilder.makerNoteCanary, ExifBuilder.thumbnailCanary] {
            #expect(occurrences(of: canary, in: kept) == 0)
        }
        let document = try #require(ExifDocument(kept))
        #expect(document.captureDate == "2024:05:17 12:30:00")
        #expect(document.orientation == .up)
        #expect(!document.hasLocation)
    }

    @Test func xmp() {
        let packet = XMPBuilder.revealing.bytes()
        #expect(XMP.mentionsLocation(packet))
        #expect(occurrences(of: XMPBuilder.locationCanary, in: packet) == 2)
        #expect(occurrences(of: "A. Photographer", in: packet) == 2)
        #expect(!XMP.mentionsLocation(XMPBuilder().bytes()))
    }

    @Test func profilesAreWhatTheySay() throws {
        let sRGB = try #require(ICCProfile(ICCProfileBuilder.sRGB.bytes()))
        let displayP3 = try #require(ICCProfile(ICCProfileBuilder.displayP3.bytes()))
        let adobeRGB = try #require(ICCProfile(ICCProfileBuilder.adobeRGB.bytes()))
        #expect([sRGB, displayP3, adobeRGB].map(\.isSRGB) == [true, false, false])
        #expect([sRGB, displayP3, adobeRGB].map(\.isDisplayP3) == [false, true, false])
        #expect([sRGB, displayP3, adobeRGB].map(\.isAdobeRGB) == [false, false, true])
        #expect([sRGB, displayP3, adobeRGB].map(\.name) == ["Test sRGB", "Test Display P3", "Test Adobe RGB"])
        #expect(sRGB.colorSpace == .rgb)
        #expect(sRGB.deviceClass == "mntr")
    }

    /// White must come out as white: all primaries together are D50.
    @Test(arguments: [ICCProfileBuilder.sRGB, .displayP3, .adobeRGB])
    func primariesAddUpToWhite(_ builder: ICCProfileBuilder) {
        for (axis, white) in [0.9642, 1, 0.8249].enumerated() {
            let sum = builder.primaries[axis] + builder.primaries[axis + 3] + builder.primaries[axis + 6]
            #expect(abs(sum - white) < 0.0001)
        }
    }

    private func occurrences(of text: String, in bytes: [UInt8]) -> Int {
        let wanted = Array(text.utf8)
        guard bytes.count >= wanted.count else { return 0 }
        return (0...bytes.count - wanted.count).count { bytes[$0..<$0 + wanted.count].elementsEqual(wanted) }
    }
}

import Renditions
import Testing

@Suite struct InspectionJPEGTests {
    @Test func factsAreRead() throws {
        let image = try inspect(TinyJPEG(width: 640, height: 480, startOfFrame: 0xC2, scans: 3).bytes)
        #expect(image.info.format == .jpeg)
        #expect(image.info.size == PixelSize(width: 640, height: 480))
        #expect(image.info.isProgressive)
        #expect(image.info.bitDepth == 8)
        #expect(image.scans == 3)
        #expect(!image.hasProfile)
    }

    @Test(
        arguments: [
            ((1, 1), "4:4:4"), ((2, 1), "4:2:2"), ((2, 2), "4:2:0"), ((1, 2), "4:4:0"), ((4, 1), "4:1:1"),
            ((4, 2), "4:1:0"),
            ((3, 1), nil),
        ] as [((Int, Int), String?)])
    func subsamplingIsNamed(_ sampling: (Int, Int), _ name: String?) throws {
        #expect(try inspect(TinyJPEG(sampling: sampling).bytes).info.subsampling == name)
    }

    @Test func channelsGiveTheColourSpace() throws {
        #expect(try inspect(TinyJPEG(components: 1).bytes).info.colorSpace == .grey)
        #expect(try inspect(TinyJPEG(components: 3).bytes).info.colorSpace == .rgb)
        let cmyk = try inspect(TinyJPEG(components: 4).bytes).info
        #expect(cmyk.colorSpace == .cmyk)
        #expect(cmyk.bands == 4)
        #expect(!cmyk.hasAlpha)
    }

    @Test(arguments: [
        TinyJPEG(width: 0), TinyJPEG(height: 0), TinyJPEG(components: 2), TinyJPEG(components: 0),
        TinyJPEG(sampling: (0, 1)), TinyJPEG(sampling: (1, 5)), TinyJPEG(precision: 12), TinyJPEG(startOfFrame: 0xC3),
        TinyJPEG(startOfFrame: 0xC9), TinyJPEG(startOfFrame: 0xC7), TinyJPEG(scans: 0),
        TinyJPEG(segments: [TinyJPEG().frame]), TinyJPEG(segments: [[0xFF, 0xC4, 0, 1]]),
        TinyJPEG(segments: [[0xFF, 0xD8]]), TinyJPEG(segments: [[0xFF, 0x02]]),
        TinyJPEG(segments: [TinyJPEG.segment(0xDA, [1, 1, 0, 0, 63, 0])]),
        TinyJPEG(segments: [TinyJPEG.segment(0xFE, []), [UInt8](repeating: 0x20, count: 4097)]),
    ])
    func whatBreaksTheRulesIsInvalid(_ jpeg: TinyJPEG) {
        #expect(inspectionFailure(jpeg.bytes) == .invalidImage)
    }

    @Test func whatOtherReadersTolerateIsTolerated() throws {
        let plain = try inspect(TinyJPEG().bytes)
        // Fill bytes, junk as libjpeg skips it, and what phones put behind the end.
        let odd = TinyJPEG(
            segments: [[0xFF, 0xFF, 0xFF], TinyJPEG.segment(0xFE, [1, 2]), [1, 2, 3], [0xFF, 0x00]],
            trailing: TinyJPEG(width: 9, height: 9).bytes)
        var same = try inspect(odd.bytes)
        same.info.bytes = plain.info.bytes
        #expect(same == plain)
    }

    @Test func aProfileInPartsIsJoined() throws {
        func part(_ number: UInt8, _ count: UInt8, _ bytes: some Sequence<UInt8>) -> [UInt8] {
            TinyJPEG.segment(0xE2, Array("ICC_PROFILE\0".utf8) + [number, count] + bytes)
        }
        let profile = TinyProfile.sRGB
        let parts = [part(2, 2, profile[100...]), part(1, 2, profile[..<100])]
        let whole = try inspect(TinyJPEG(segments: parts).bytes)
        #expect(whole.iccProfile == profile)
        #expect(whole.info.profileName == "tiny")
        for broken in [
            [parts[0]], [parts[0], parts[0]], [part(1, 1, profile), part(1, 2, profile)], [part(0, 0, [])],
        ] {
            let image = try inspect(TinyJPEG(segments: broken).bytes)
            #expect(image.iccProfile == nil)
            #expect(image.hasProfile)
        }
    }

    @Test func exifAndXMPAreRead() throws {
        let exif = TinyTIFF.exif(
            main: [.text(0x10F, "Maker "), .text(0x110, "Model"), .short(0x112, 6)],
            detail: [.text(0x9003, "2024:05:17 12:30:00")], gps: [.long(2, 1, 2, 3)])
        let packet = Array("http://ns.adobe.com/xap/1.0/\0<x/>".utf8)
        let image = try inspect(
            TinyJPEG(segments: [TinyJPEG.exif(exif), TinyJPEG.exif([]), TinyJPEG.segment(0xE1, packet)]).bytes)
        #expect(image.exif == exif)
        #expect(image.xmp == Array("<x/>".utf8))
        #expect(image.info.orientation == .right)
        #expect(image.info.orientedSize == PixelSize(width: 16, height: 16))
        #expect(image.info.cameraMake == "Maker")
        #expect(image.info.cameraModel == "Model")
        #expect(image.info.captureDate == "2024:05:17 12:30:00")
        #expect(image.info.hasLocation)
    }

    @Test func aPlaceInExtendedXMPCounts() throws {
        let packet = Array("http://ns.adobe.com/xmp/extension/\0…<exif:GPSLatitude>".utf8)
        #expect(try inspect(TinyJPEG(segments: [TinyJPEG.segment(0xE1, packet)]).bytes).info.hasLocation)
    }
}

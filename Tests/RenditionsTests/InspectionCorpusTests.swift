import NIOCore
import Renditions
import Testing

/// Runs over the shared pictures where they are; without them there are no cases.
@Suite(.serialized) struct InspectionCorpusTests {
    /// Hostile files that inspection accepts although they must not come out, because only decoding shows it.
    private static let leftToTheDecoder: [String: String] = [
        "hostile/sharp__big-height.webp": "97 frames of 13x169 are within every limit; only one strip of them is not",
        "hostile/libavif__poc_b_506387278.avif": "the boxes are in order; the AV1 stream within is not",
        "hostile/wuffs__pixel-data-none.gif": "the frame has data, which ends before its first pixel",
    ]

    @Test(arguments: InspectionCorpus.good) func goodFilesHaveTheirFacts(_ entry: InspectionCorpus.Entry) throws {
        let bytes = try #require(InspectionCorpus.bytes(entry.file))
        guard let facts = InspectionCorpusFacts.table[String(entry.file.dropFirst(5))] else {
            // Of a format that is off by default.
            let error = try #require(throws: RenderError.self) { try ImageInspector.inspect(bytes) }
            #expect(error.code == .forbiddenFormat)
            return
        }
        let image = try ImageInspector.inspect(bytes)
        let info = image.info
        #expect([info.size.width, info.size.height, info.pages, info.orientation.rawValue, info.bands] == facts)
        #expect(info.bytes == bytes.readableBytes)
        #expect(!image.isTruncated)
        #expect(image.iccProfile.map { ICCProfile($0) != nil } ?? !image.hasProfile)
    }

    @Test(arguments: [
        ("bimg__vertical.jpg", "sRGB"), ("libavif__paris_icc_exif_xmp.avif", "sRGB"), ("sharp__gain-map.jpg", "sRGB"),
        ("testdata__tmshre_riaphotographs_srgb8.png", "sRGB"), ("testdata__u76c0g_bliznaca_srgb8.png", "sRGB"),
        ("sharp__p3.png", "P3"), ("rails__racecar.jpg", "Adobe"), ("imagor__jpg-24bit-icc-adobe-rgb.jpg", "Adobe"),
        ("sharp__prophoto.png", "other"), ("sharp__Landscape_2.jpg", "other"), ("testdata__P3-sRGB-red.png", "other"),
        ("sharp__Channel_digital_image_CMYK_color.jpg", "other"), ("bimg__test_icc_prophoto.jpg", "other"),
    ])
    func profilesAreToldApart(_ file: String, _ space: String) throws {
        guard let bytes = InspectionCorpus.bytes("good/" + file) else { return }
        let profile = try #require(try ImageInspector.inspect(bytes).iccProfile.flatMap { ICCProfile($0) })
        let flags = [profile.isSRGB, profile.isDisplayP3, profile.isAdobeRGB]
        #expect(flags == ["sRGB", "P3", "Adobe"].map { $0 == space })
    }

    @Test(arguments: [
        ("bimg__test.jxl", PixelSize(width: 1200, height: 720)),
        ("imagor__jxl-isobmff.jxl", PixelSize(width: 640, height: 416)),
    ])
    func sizesOfJPEGXLAreRead(_ file: String, _ size: PixelSize) throws {
        guard let bytes = InspectionCorpus.bytes("good/" + file) else { return }
        #expect(try ImageInspector.inspect(bytes, allowed: [.jpegxl]).info.size == size)
    }

    @Test(arguments: [
        "good/lepton__grayscale.jpg", "good/lepton__iphoneprogressive.jpg", "good/testdata__flower_small.cmyk.jpg",
        "hostile/gen__gps-privacy-canary.jpg",
    ])
    func placesAreFound(_ file: String) throws {
        guard let bytes = InspectionCorpus.bytes(file) else { return }
        let image = try ImageInspector.inspect(bytes)
        #expect(image.info.hasLocation)
        let exif = try #require(image.exif)
        let kept = ExifDocument.rewrite(exif, keeping: .photographic)
        #expect(kept.flatMap { ExifDocument($0) }?.hasLocation != true)
    }

    @Test(arguments: InspectionCorpus.hostile) func hostileFilesEndQuickly(_ entry: InspectionCorpus.Entry) throws {
        let bytes = try #require(InspectionCorpus.bytes(entry.file))
        var failure: RenderError?
        // The best of a few runs is the cost; the others wait for a busy machine.
        let durations = (0..<5).map { _ in
            ContinuousClock().measure {
                do throws(RenderError) {
                    _ = try ImageInspector.inspect(bytes)
                } catch {
                    failure = error
                }
            }
        }
        #expect(try #require(durations.min()) < .milliseconds(50))
        switch entry.expected {
        case "reject", "limit", "reject-strict":
            #expect(failure != nil || Self.leftToTheDecoder[entry.file] != nil, "accepted")
        case "decode":
            #expect(failure == nil)
        default: break
        }
        if entry.file.hasSuffix(".svg") {
            #expect(failure?.code == .forbiddenFormat || failure?.code == .unknownFormat)
        }
    }

    @Test(arguments: InspectionCorpus.good) func cutsOfGoodFilesAreFound(_ entry: InspectionCorpus.Entry) throws {
        let bytes = try #require(InspectionCorpus.bytes(entry.file))
        let count = bytes.readableBytes
        for cut in [1, 10, 50, 90, 99].map({ count * $0 / 100 }) + [count - 1] + Array(0..<min(512, count)) {
            let prefix = try #require(bytes.getSlice(at: 0, length: cut))
            guard let image = try? ImageInspector.inspect(prefix) else { continue }
            // A GIF may end between frames, a TIFF with a byte of padding, and a gain map stands behind a whole
            // picture.
            let isWhole =
                image.info.format == .gif || entry.file == "good/sharp__gain-map.jpg"
                || (image.info.format == .tiff && cut == count - 1)
            #expect(isWhole, "accepted at \(cut) of \(count) bytes")
        }
    }
}

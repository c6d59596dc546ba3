import CorpusFiles
import NIOCore
import Renditions
import Testing

@Suite(.enabled(if: Corpus.mayRun, "\(Corpus.advice)")) struct InspectionCorpusTests {
    /// Hostile files that are refused where their pixels are decoded or their rendition is written, and why.
    static let leftToTheDecoder = [
        "hostile/libspng__xcsn0g01.png":
            "the checksum of its pixels is wrong, which whoever decompresses them looks at",
        "hostile/wuffs__pixel-data-none.gif": "its compressed data ends at once, which only decompressing tells",
    ]

    @Test func theCorpusIsThere() {
        #expect(Corpus.good.count >= 71)
        #expect(Corpus.hostile.count >= 150)
    }

    @Test(arguments: Corpus.good) func good(_ entry: CorpusEntry) throws {
        let bytes = try Corpus.bytes(entry.file)
        let image = try ImageInspector.inspect(bytes, allowed: Set(ImageFormat.allCases))
        #expect(!image.isTruncated)
        #expect(image.info.bytes == bytes.readableBytes)
        guard image.info.format != .svg else { return }
        #expect(image.info.size == InspectionCorpusSizes.all[String(entry.file.dropFirst(5))])
        if let turned = entry.file.split(separator: "_").last?.first?.wholeNumberValue,
            entry.kind == "exif-orientation"
        {
            #expect(image.info.orientation.rawValue == turned)
        }
    }

    @Test(arguments: Corpus.hostile) func hostile(_ entry: CorpusEntry) throws {
        let bytes = try Corpus.bytes(entry.file)
        let outcome = Result { () throws(RenderError) in try ImageInspector.inspect(bytes) }
        switch (entry.expected, outcome) {
        case ("decode", .failure(let error)): Issue.record("\(error)")
        case ("limit", .success):
            #expect(!DeclaredCost.exceeds(.default, in: bytes))
        case ("reject", .success), ("reject-strict", .success):
            #expect(Self.leftToTheDecoder[entry.file] != nil)
        case ("limit", .failure(let error)):
            let limits: [RenderError.Code] = [.tooManyPixels, .tooManyPages, .tooManyScans, .forbiddenFormat]
            #expect(limits.contains(error.code))
        case ("reject-strict", .failure):
            let lenient = try? ImageInspector.inspect(bytes, allowsTruncation: true)
            #expect(lenient?.isTruncated != false)
        default: break
        }
        let isAccepted = (try? outcome.get()) != nil
        #expect(isAccepted || Self.leftToTheDecoder[entry.file] == nil, "is no longer left to the decoder")
    }

    /// Of the files that the manifest calls too large, one is under every limit. The frames are counted here once more,
    /// by their chunks, so that the inspector is not its own witness.
    @Test func oneFileCalledTooLargeIsUnderEveryLimit() throws {
        let limited = Corpus.hostile.filter { $0.expected == "limit" }
        let under = try limited.filter { !DeclaredCost.exceeds(.default, in: try Corpus.bytes($0.file)) }
        #expect(under.map(\.file) == ["hostile/sharp__big-height.webp"])
        let bytes = try Corpus.bytes("hostile/sharp__big-height.webp")
        let text = String(decoding: bytes.readableBytesView, as: Unicode.ASCII.self)
        let frames = text.split(separator: "ANMF").count - 1
        let info = try ImageInspector.inspect(bytes).info
        #expect(frames == 97)
        #expect(info.pages == frames)
        #expect(info.size == PixelSize(width: 13, height: 169))
    }

    @Test(arguments: [
        ("bimg__vertical.jpg", "sRGB IEC61966-2.1", "sRGB"), ("sharp__p3.png", "Display P3", "P3"),
        ("imagor__jpg-24bit-icc-adobe-rgb.jpg", "Adobe RGB (1998)", "Adobe"),
        ("rails__racecar.jpg", "Adobe RGB (1998)", "Adobe"), ("sharp__prophoto.png", "ProPhoto RGB", ""),
        ("libavif__paris_icc_exif_xmp.avif", "sRGB IEC61966-2.1", "sRGB"),
        ("sharp__gain-map.jpg", "sRGB Gamut with sRGB Transfer", "sRGB"),
        ("testdata__P3-sRGB-red.png", "DCI-P3-D65-2_2-Gamma", ""),
        ("testdata__tmshre_riaphotographs_srgb8.png", "sRGB", "sRGB"),
        ("sharp__Channel_digital_image_CMYK_color.jpg", "U.S. Web Coated (SWOP) v2", ""),
    ])
    func profiles(_ file: String, _ name: String, _ space: String) throws {
        let bytes = try Corpus.bytes("good/" + file)
        let embedded = try #require(try ImageInspector.inspect(bytes).iccProfile)
        let profile = try #require(ICCProfile(embedded))
        #expect(profile.name == name)
        #expect(profile.isSRGB == (space == "sRGB"))
        #expect(profile.isDisplayP3 == (space == "P3"))
        #expect(profile.isAdobeRGB == (space == "Adobe"))
    }

    @Test(arguments: [
        "lepton__grayscale.jpg", "lepton__iphoneprogressive.jpg", "testdata__flower_small.cmyk.jpg",
        "libavif__paris_icc_exif_xmp.avif",
    ])
    func places(_ file: String) throws {
        let bytes = try Corpus.bytes("good/" + file)
        let image = try ImageInspector.inspect(bytes)
        #expect(image.info.hasLocation)
        for selection in ExifSelection.allCases {
            let kept = image.exif.flatMap { ExifDocument.rewrite($0, keeping: selection) }
            #expect(kept.flatMap { ExifDocument($0) }?.hasLocation != true)
        }
    }

    /// The streams of real encoders are read exactly: a container that claims one pixel more than is coded, or a block
    /// less, is found out.
    @Test(arguments: Corpus.good.filter { ["avif", "heic"].contains($0.kind) })
    func codedSizes(_ entry: CorpusEntry) throws {
        let bytes = Array(try Corpus.bytes(entry.file).readableBytesView)
        let places = bytes.indices.dropLast(16).filter { bytes[$0...].starts(with: "ispe".utf8) }
        #expect(!places.isEmpty)
        for change in [1, -64] {
            var changed = bytes
            for place in places {
                let width = bytes[place + 8..<place + 12].reduce(0) { $0 << 8 | Int($1) }
                changed = changed.replacing(at: place + 8, with: .big(width + change, 4))
            }
            expectRefusal(.invalidImage, changed)
        }
    }

    /// Files whose pixels end before the file does: what is cut off is metadata, which never costs a picture.
    private static let pixelsEndEarly: [String: Int] = [
        // Its last box is open, and half of it is XMP behind the picture.
        "good/libavif__colors_wcg_hdr_rec2020.avif": 10_306,
        // Two numbers of resolution stand at its end.
        "good/sharp__8bit_depth.tiff": 636,
    ]

    /// Cut at shares of the length, and at every one of the first 512 bytes.
    @Test(arguments: Corpus.good) func truncated(_ entry: CorpusEntry) throws {
        let bytes = try Corpus.bytes(entry.file)
        guard bytes.readableBytes < 1 << 20, let format = ImageFormat(sniffing: bytes),
            ImageFormat.defaultAllowed.contains(format)
        else { return }
        let total = bytes.readableBytes
        let shares = [1, 10, 50, 90, 99].map { total * $0 / 100 }
        for count in shares + Array(0..<min(512, total)) {
            guard let part = bytes.getSlice(at: 0, length: count) else { continue }
            guard let image = try? ImageInspector.inspect(part) else { continue }
            // A GIF may end between two frames.
            let end = format == .gif && image.info.pages > 0 ? 0 : Self.pixelsEndEarly[entry.file] ?? total
            let isWhole = count >= end
            #expect(isWhole, "\(count) of \(total) bytes pass")
        }
    }
}

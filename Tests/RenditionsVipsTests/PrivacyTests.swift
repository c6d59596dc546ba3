import CorpusFiles
import NIOCore
import Renditions
import RenditionsVips
import Testing

/// What of an original's metadata reaches a rendition, by format and policy.
@Suite struct PrivacyTests {
    private static func tagged(orientation: Int = 6) async throws -> ByteBuffer {
        TaggedJPEG.file(
            try await Fixture.file(Picture.smooth(48, 32), as: .jpeg(quality: 90)), orientation: orientation)
    }

    private static func inspected(_ image: RenderedImage) throws -> InspectedImage {
        try ImageInspector.inspect(image.bytes, allowed: Set(ImageFormat.allCases))
    }

    @Test func theGeneratedFileHasItAll() async throws {
        let file = try await Self.tagged()
        let image = try ImageInspector.inspect(file)
        #expect(image.info.hasLocation && image.info.orientation == .right && image.xmp != nil)
        #expect(image.info.cameraMake == TaggedJPEG.make && image.info.captureDate == TaggedJPEG.date)
        let document = try #require(image.exif.flatMap { ExifDocument($0) })
        #expect(document.artist == TaggedJPEG.artist && document.copyright == TaggedJPEG.copyright)
        #expect(document.hasLocation)
        for canary in TaggedJPEG.canaries { #expect(ByteSearch(file).contains(canary)) }
        #expect(ByteSearch(file).contains(TaggedJPEG.latitude))
    }

    @Test(arguments: EncodingTests.formats, [ColorProfilePolicy.sRGB, .keep]) func stripLeavesNothing(
        _ encoding: Encoding, _ profile: ColorProfilePolicy
    ) async throws {
        let image = try await Fixture.render(try await Self.tagged(), as: encoding, profile: profile)
        let bytes = ByteSearch(image.bytes)
        for text in TaggedJPEG.canaries + ["Exif\0\0", "xpacket", "GPS", "Painter", TaggedJPEG.make, "<?", "<script"] {
            #expect(!bytes.contains(text), "\(text)")
        }
        #expect(!bytes.contains(TaggedJPEG.latitude))
        #expect(Set(bytes.chunkNames).isSubset(of: ["IHDR", "IDAT", "IEND", "sRGB", "pHYs"]))
        let inspected = try Self.inspected(image)
        #expect(inspected.xmp == nil && !inspected.info.hasLocation && inspected.info.orientation == .up)
        if encoding.format != .tiff { #expect(inspected.exif == nil) }
    }

    /// Formats in which libvips writes EXIF.
    private static let holders: Set<ImageFormat> = [.jpeg, .png, .webp, .avif, .heic]

    @Test(arguments: EncodingTests.formats) func keepCopyrightKeepsThatAlone(_ encoding: Encoding) async throws {
        let image = try await Fixture.render(try await Self.tagged(), as: encoding, metadata: .keepCopyright)
        let bytes = ByteSearch(image.bytes)
        for text in TaggedJPEG.canaries + [TaggedJPEG.make, "Model 5", TaggedJPEG.date, "xpacket"] {
            #expect(!bytes.contains(text), "\(text)")
        }
        #expect(!bytes.contains(TaggedJPEG.latitude))
        let inspected = try Self.inspected(image)
        #expect(!inspected.info.hasLocation)
        guard let format = encoding.format, Self.holders.contains(format) else { return }
        #expect(bytes.contains(TaggedJPEG.artist) && bytes.contains(TaggedJPEG.copyright))
        let document = try #require(inspected.exif.flatMap { ExifDocument($0) })
        #expect(document.artist == TaggedJPEG.artist && document.copyright == TaggedJPEG.copyright)
        #expect(document.cameraMake == nil && document.captureDate == nil && document.orientation == .up)
    }

    @Test(arguments: EncodingTests.formats) func keepAllButLocationHasNoPlace(_ encoding: Encoding) async throws {
        let image = try await Fixture.render(try await Self.tagged(), as: encoding, metadata: .keepAllButLocation)
        let bytes = ByteSearch(image.bytes)
        for text in TaggedJPEG.canaries where text != "CANARY-SERIAL" { #expect(!bytes.contains(text), "\(text)") }
        #expect(!bytes.contains(TaggedJPEG.latitude) && !bytes.contains("exif:GPS"))
        let inspected = try Self.inspected(image)
        #expect(!inspected.info.hasLocation)
        guard let format = encoding.format, Self.holders.contains(format) else { return }
        #expect(inspected.info.cameraMake == TaggedJPEG.make)
        #expect(inspected.info.captureDate == TaggedJPEG.date)
        #expect(inspected.info.orientation == .up)
        let document = try #require(inspected.exif.flatMap { ExifDocument($0) })
        #expect(document.artist == TaggedJPEG.artist && !document.hasLocation && document.orientation == .up)
    }

    @Test(arguments: EncodingTests.formats) func keepAllKeepsThePlaceAndTurnsOnce(_ encoding: Encoding) async throws {
        let image = try await Fixture.render(try await Self.tagged(), as: encoding, metadata: .keepAll)
        #expect(image.size == PixelSize(width: 32, height: 48), "turned")
        let inspected = try Self.inspected(image)
        #expect(inspected.info.orientation == .up)
        guard let format = encoding.format, Self.holders.contains(format) else { return }
        #expect(inspected.info.hasLocation)
        let document = try #require(inspected.exif.flatMap { ExifDocument($0) })
        #expect(document.hasLocation && document.orientation == .up)
        #expect(document.cameraMake == TaggedJPEG.make && document.artist == TaggedJPEG.artist)
        guard let packet = try Self.packet(inspected) else { return }
        #expect(packet.contains("CANARY-XMP") && packet.contains("tiff:Orientation=\"1\""))
    }

    /// The XMP packet of a rendition that keeps everything. libvips 8.14 writes none into PNG.
    private static func packet(_ image: InspectedImage) throws -> String? {
        if image.xmp == nil, image.info.format == .png { return nil }
        return String(decoding: try #require(image.xmp), as: UTF8.self)
    }

    @Test(arguments: EncodingTests.formats, [MetadataPolicy.keepAll, .keepCopyright])
    func whatIsNotTurnedStillSaysHow(_ encoding: Encoding, _ policy: MetadataPolicy) async throws {
        let file = try await Self.tagged()
        guard let format = encoding.format, Self.holders.contains(format) else { return }
        let examples: [(operations: Pipeline, orientation: Orientation)] = [
            ([], .right), ([.flip], .right), ([.autoOrient], .up), ([.resize(width: 12), .autoOrient], .up),
        ]
        for (operations, orientation) in examples {
            let image = try await Fixture.render(
                file, operations, as: encoding, metadata: policy, autoOrient: false)
            let inspected = try Self.inspected(image)
            let document = try #require(inspected.exif.flatMap { ExifDocument($0) })
            #expect(document.orientation == orientation, "\(operations)")
            guard policy == .keepAll else { continue }
            guard let packet = try Self.packet(inspected) else { continue }
            #expect(packet.contains("tiff:Orientation=\"\(orientation.rawValue)\""), "\(operations)")
        }
    }

    @Test(arguments: MetadataPolicy.allCases) func everyRenditionOfAPlanHasItsOwnPolicy(
        _ policy: MetadataPolicy
    ) async throws {
        // One decode serves them all: what one keeps must not reach another.
        let renditions = MetadataPolicy.allCases.map {
            Rendition($0.rawValue, [.resize(width: 20)], as: .jpeg(), metadata: $0)
        }
        let images = try await Fixture.engine.get().render(renditions, from: ImageSource(try await Self.tagged()))
        let image = try #require(images.first { $0.name == policy.rawValue })
        let alone = try await Fixture.render(
            try await Self.tagged(), [.resize(width: 20)], as: .jpeg(), metadata: policy)
        #expect(image.bytes == alone.bytes)
        #expect(try Self.inspected(image).info.hasLocation == (policy == .keepAll))
    }

    // MARK: - Files of others

    static let located = [
        "hostile/gen__gps-privacy-canary.jpg", "good/lepton__iphoneprogressive.jpg",
        "good/testdata__flower_small.cmyk.jpg",
        "good/lepton__grayscale.jpg",
    ]

    @Test(.enabled(if: Corpus.mayRun, "\(Corpus.advice)"), arguments: located) func placesOfRealFilesDoNotGetOut(
        _ file: String
    ) async throws {
        let original = try Corpus.bytes(file)
        #expect(try ImageInspector.inspect(original).info.hasLocation)
        for policy in [MetadataPolicy.strip, .keepCopyright, .keepAllButLocation] {
            let renditions = EncodingTests.formats.map {
                Rendition($0.name, [.resize(width: 64)], as: $0, metadata: policy)
            }
            for image in try await Fixture.engine.get().render(renditions, from: ImageSource(original)) {
                #expect(try !Self.inspected(image).info.hasLocation, "\(image.name) \(policy)")
                let bytes = ByteSearch(image.bytes)
                #expect(!bytes.contains("exif:GPS") && !bytes.contains("GPSL"), "\(image.name) \(policy)")
                if policy == .strip { #expect(!bytes.contains("Exif\0\0") && !bytes.contains("xpacket")) }
            }
        }
    }

    static var carriers: [CorpusEntry] {
        Corpus.entries.filter { $0.kind == "polyglot" || $0.kind == "imagetragick" || $0.kind == "privacy" }
            .filter { $0.expected == "decode" || $0.expected == "survive" }
    }

    @Test(.enabled(if: Corpus.mayRun, "\(Corpus.advice)"), arguments: carriers) func payloadsDoNotGetThrough(
        _ entry: CorpusEntry
    ) async throws {
        let original = try Corpus.bytes(entry.file)
        let renditions = EncodingTests.formats.flatMap {
            [Rendition("\($0.name)-same", as: $0), Rendition("\($0.name)-32", [.resize(width: 32)], as: $0)]
        }
        let images: [RenderedImage]
        do {
            images = try await Fixture.engine.get().render(renditions, from: ImageSource(original))
        } catch let error as RenderError where entry.expected == "survive" {
            #expect(error.code == .invalidImage || error.code == .truncatedImage || error.code == .unknownFormat)
            return
        }
        for image in images {
            let bytes = ByteSearch(image.bytes)
            for marker in ["<?", "<script", "PK\u{3}\u{4}", "canary", "CANARY", "alert(", "/etc/passwd", "<svg"] {
                // Two bytes stand in a compressed stream of some length by chance.
                if marker == "<?", image.bytes.readableBytes > 500 { continue }
                #expect(!bytes.contains(marker), "\(marker) in \(image.name)")
            }
            #expect(!bytes.contains("<?php") && !bytes.contains("<?="), "\(image.name)")
        }
    }
}

import CorpusFiles
import Foundation
import NIOCore
import Renditions
import RenditionsTesting
import RenditionsVips
import Testing

@Suite struct ColorTests {
    private static let small: Pipeline = [.resize(width: 120)]

    // MARK: - Generated pictures

    @Test func displayP3IsEmbeddedAndRoundTrips() async throws {
        let source = Picture.smooth(60, 40)
        let file = try await Fixture.file(source)
        for encoding: Encoding in [.png(), .jpeg(quality: 98, subsampling: .full), .webp(lossless: true), .tiff()] {
            let image = try await Fixture.render(file, as: encoding, profile: .displayP3)
            let inspected = try ImageInspector.inspect(image.bytes)
            let profile = try #require(inspected.iccProfile.flatMap { ICCProfile($0) }, "\(encoding.name)")
            #expect(profile.isDisplayP3 && !profile.isSRGB)
            let back = try await Fixture.pixels(of: image.bytes)
            #expect(ImageComparison.medianDeltaE2000(back, source) <= 2, "\(encoding.name)")
            // The numbers themselves are others.
            let kept = try await Fixture.render(image.bytes, as: .raw, profile: .keep)
            let numbers = Raster(size: kept.size, pixels: Array(kept.bytes.readableBytesView))
            #expect(ImageComparison.meanAbsoluteDifference(numbers, source) > 2)
        }
    }

    @Test func aPictureInDisplayP3StaysAsItIs() async throws {
        let file = try await Fixture.file(Picture.smooth(60, 40))
        let first = try await Fixture.render(file, as: .png(), profile: .displayP3)
        let second = try await Fixture.render(first.bytes, as: .png(), profile: .displayP3)
        #expect(first.bytes == second.bytes)
    }

    @Test func sRGBRenditionsCarryNoProfile() async throws {
        let file = try await Fixture.render(
            try await Fixture.file(Picture.smooth(60, 40)), as: .png(), profile: .displayP3
        ).bytes
        for encoding in EncodingTests.formats {
            let image = try await Fixture.render(file, as: encoding)
            #expect(try !ImageInspector.inspect(image.bytes, allowed: Set(ImageFormat.allCases)).hasProfile)
        }
    }

    @Test func damagedProfilesCostNothing() async throws {
        let source = Picture.smooth(60, 40)
        let jpeg = try await Fixture.file(source, as: .jpeg(quality: 95))
        let expected = try await Fixture.pixels(of: jpeg)
        let p3 = try await Fixture.render(try await Fixture.file(source), as: .png(), profile: .displayP3).bytes
        let good = try #require(try ImageInspector.inspect(p3).iccProfile)
        let broken: [[UInt8]] = [
            [], [0], Array(repeating: 0xFF, count: 400), Array(good.prefix(100)), Array(good.prefix(good.count / 2)),
            // Of another kind of picture: the colour space at byte 16.
            Array(good[..<16] + Array("CMYK".utf8) + good[20...]),
            Array(good[..<16] + Array("GRAY".utf8) + good[20...]),
            // A table of tags that leads nowhere.
            Array(good[..<128] + [0xFF, 0xFF, 0xFF, 0xFF] + good[132...]),
            Array(good[..<136] + [0x7F, 0xFF, 0xFF, 0xFF] + good[140...]),
        ]
        for (index, profile) in broken.enumerated() {
            let file = TaggedJPEG.file(jpeg, orientation: 1, profile: profile)
            for policy in ColorProfilePolicy.allCases {
                for encoding: Encoding in [.jpeg(), .png(), .webp(effort: 0)] {
                    let image = try await Fixture.render(file, as: encoding, profile: policy)
                    #expect(image.size == source.size, "\(index) \(policy)")
                }
            }
            let result = try await Fixture.pixels(of: file)
            #expect(ImageComparison.meanAbsoluteDifference(result, expected) <= 12, "\(index)")
        }
    }

    // MARK: - Files of others

    /// Pictures with profiles of many kinds.
    static let profiled = [
        "good/sharp__Channel_digital_image_CMYK_color.jpg", "good/imagor__jpg-24bit-icc-adobe-rgb.jpg",
        "good/rails__racecar.jpg", "good/bimg__test_icc_prophoto.jpg",
        "good/sharp__p3.png", "good/sharp__prophoto.png", "good/testdata__P3-sRGB-red.png",
    ]

    @Test(
        .enabled(if: LittleCMS.mayRun, LittleCMS.advice), .enabled(if: Corpus.mayRun, "\(Corpus.advice)"),
        arguments: profiled)
    func sRGBIsWhatLittleCMSMakes(_ name: String) async throws {
        var file = try Corpus.bytes(name)
        if name.hasSuffix(".png") {
            file = try await Fixture.render(file, as: .jpeg(quality: 100, subsampling: .full), profile: .keep).bytes
        }
        #expect(try ImageInspector.inspect(file).hasProfile)
        let reference = try LittleCMS.sRGB(of: file)
        let expected = try await Fixture.pixels(of: reference, Self.small, autoOrient: false)
        let result = try await Fixture.pixels(of: file, Self.small, autoOrient: false)
        #expect(result.size == expected.size)
        let difference = ImageComparison.medianDeltaE2000(result, expected)
        #expect(difference <= 2)
    }

    @Test(.enabled(if: Corpus.mayRun, "\(Corpus.advice)")) func anSRGBProfileChangesNothing() async throws {
        let profiles = Corpus.good.compactMap { entry -> [UInt8]? in
            guard let file = try? Corpus.bytes(entry.file), let image = try? ImageInspector.inspect(file),
                let profile = image.iccProfile, ICCProfile(profile)?.isSRGB == true
            else { return nil }
            return profile
        }
        #expect(profiles.count >= 2)
        let plain = try await Fixture.file(Picture.busy(64, 48), as: .jpeg(quality: 95))
        let expected = try await Fixture.pixels(of: plain)
        for profile in Set(profiles) {
            let file = TaggedJPEG.file(plain, orientation: 1, profile: profile)
            #expect(try ImageInspector.inspect(file).iccProfile == profile)
            #expect(try await Fixture.pixels(of: file) == expected)
        }
    }

    @Test(.enabled(if: Corpus.mayRun, "\(Corpus.advice)"), arguments: profiled.filter { $0.hasSuffix(".jpg") })
    func keepKeepsTheProfile(_ name: String) async throws {
        let file = try Corpus.bytes(name)
        let original = try ImageInspector.inspect(file)
        let isCMYK = original.info.colorSpace == .cmyk
        // So good that what differs is colour.
        let encodings: [Encoding] = [
            .jpeg(quality: 99, subsampling: .full), .png(), .webp(lossless: true),
            .avif(quality: 97, effort: 0, subsampling: .full), .tiff(),
        ]
        for encoding in encodings {
            let image = try await Fixture.render(file, Self.small, as: encoding, profile: .keep)
            let inspected = try ImageInspector.inspect(image.bytes)
            switch encoding {
            case .png where isCMYK, .webp where isCMYK, .avif where isCMYK:
                // They hold no CMYK: sRGB then, and no profile that says otherwise.
                let profile = inspected.iccProfile.flatMap { ICCProfile($0) }
                #expect(profile.map { $0.isSRGB } ?? true, "\(encoding.name)")
            default:
                #expect(inspected.iccProfile == original.iccProfile, "\(encoding.name)")
                #expect((inspected.info.colorSpace == .cmyk) == isCMYK, "\(encoding.name)")
            }
            // Whatever it holds, it shows the same.
            let shown = try await Fixture.pixels(of: image.bytes)
            let expected = try await Fixture.pixels(of: file, Self.small)
            #expect(ImageComparison.medianDeltaE2000(shown, expected) <= 2, "\(encoding.name)")
        }
    }

    @Test(
        .enabled(if: Corpus.mayRun, "\(Corpus.advice)"),
        arguments: [
            "good/sharp__Channel_digital_image_CMYK_color.jpg",
            "good/sharp__Channel_digital_image_CMYK_color_no_profile.jpg",
            "good/sharp__cielab-dagams.tiff", "good/imagor__jpg-24bit-icc-adobe-rgb.jpg",
        ])
    func operationsOnKeptColoursShowTheSame(_ name: String) async throws {
        // Made small once, in its own colours.
        let file = try await Fixture.render(
            try Corpus.bytes(name), [.resize(width: 60)], as: .tiff(), profile: .keep
        ).bytes
        let overlays: [ObjectKey: ByteBuffer] = ["logo": try await Fixture.file(InputKindTests.logo)]
        for operation in InputKindTests.operations where !(operation is Crop) {
            let pipeline = Pipeline([operation])
            let image = try await Fixture.render(file, pipeline, overlays: overlays, as: .tiff(), profile: .keep)
            let shown = try await Fixture.pixels(of: image.bytes)
            #expect(shown.size == image.size, "\(operation)")
            guard operation is Pad || operation is Text || operation is Flop || operation is Blur else { continue }
            let expected = try await Fixture.pixels(of: file, pipeline, overlays: overlays)
            #expect(ImageComparison.medianDeltaE2000(shown, expected) <= 4, "\(operation)")
        }
    }

    @Test(.enabled(if: Corpus.mayRun, "\(Corpus.advice)")) func labBecomesColours() async throws {
        let result = try await Fixture.pixels(of: try Corpus.bytes("good/sharp__cielab-dagams.tiff"), Self.small)
        #expect(result.colors.contains { !$0.isGrey })
        #expect(result.meanRed > 20 && result.meanRed < 235)
    }
}

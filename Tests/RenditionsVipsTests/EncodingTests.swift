import NIOCore
import Renditions
import RenditionsTesting
import RenditionsVips
import Testing

@Suite struct EncodingTests {
    private static let busy = Picture.busy(72, 50)
    private static let seeThrough = Picture.smooth(72, 50, alpha: true)

    private static func inspected(_ raster: Raster, _ encoding: Encoding) async throws -> InspectedImage {
        try ImageInspector.inspect(
            try await Fixture.file(raster, as: encoding), allowed: Set(ImageFormat.allCases))
    }

    /// Every format that the engine writes; JPEG XL and HEIC where libvips was built with them.
    static var formats: [Encoding] {
        let all: [Encoding] = [
            .jpeg(), .png(), .webp(), .avif(effort: 0), .heic(effort: 0), .tiff(), .gif(), .jpegxl(effort: 3),
        ]
        guard let engine = try? Fixture.engine.get() else { return all }
        return all.filter { engine.supports($0) }
    }

    // MARK: - What is in the file

    @Test(arguments: formats) func theFileIsWhatItSays(_ encoding: Encoding) async throws {
        for raster in [Self.busy, Self.seeThrough, Picture.plain(1, 1, .black)] {
            let image = try await Self.inspected(raster, encoding)
            #expect(image.info.format == encoding.format)
            #expect(image.info.size == raster.size)
            #expect(image.info.pages == 1)
            // GIF's colours may all be in use, and our inspection of JPEG XL does not reach to its channels.
            if encoding.format != .gif && encoding.format != .jpegxl {
                #expect(image.info.hasAlpha == (encoding.holdsAlpha && !raster.isOpaque), "\(raster.size)")
            }
            #expect(image.xmp == nil && !image.hasProfile && !image.info.hasLocation)
            // A TIFF's own directory reads as EXIF.
            if encoding.format != .tiff { #expect(image.exif == nil) }
        }
    }

    @Test func jpegOptions() async throws {
        for progressive in [false, true] {
            for subsampling in ChromaSubsampling.allCases {
                for optimize in [false, true] {
                    let encoding = Encoding.jpeg(
                        quality: 95, progressive: progressive, subsampling: subsampling, optimize: optimize)
                    let image = try await Self.inspected(Self.busy, encoding)
                    #expect(image.info.isProgressive == progressive)
                    #expect(image.info.subsampling == subsampling.rawValue)
                    #expect(progressive ? image.scans > 1 : image.scans == 1)
                }
            }
        }
        let plain = try await Fixture.file(Self.busy, as: .jpeg(optimize: false))
        let optimized = try await Fixture.file(Self.busy, as: .jpeg(optimize: true))
        #expect(optimized.readableBytes < plain.readableBytes)
    }

    @Test func jpegPutsTransparencyOnWhite() async throws {
        let source = Picture.plain(16, 16, Color(red: 255, green: 0, blue: 0, alpha: 0))
        #expect(try await Fixture.pixels(of: Fixture.file(source, as: .jpeg()))[8, 8].distance(to: .white) <= 1)
        let half = Picture.plain(16, 16, Color(red: 0, green: 0, blue: 0, alpha: 127))
        let result = try await Fixture.pixels(of: Fixture.file(half, as: .jpeg()))
        #expect(result[8, 8].distance(to: Picture.grey(128)) <= 2)
    }

    @Test(arguments: [8, 10, 12]) func avifDepths(_ depth: Int) async throws {
        // Some versions of libheif end the process at 10 bits; the engine knows them and refuses.
        guard try Fixture.engine.get().supports(.avif(bitDepth: depth)) else {
            let code = await Fixture.refusal { try await Fixture.file(Self.busy, as: .avif(bitDepth: depth)) }
            #expect(depth == 10 && code == .unsupportedEncoding)
            return
        }
        let image = try await Self.inspected(Self.busy, .avif(quality: 90, effort: 0, bitDepth: depth))
        #expect(image.info.bitDepth == depth)
        let result = try await Fixture.pixels(
            of: Fixture.file(Picture.smooth(72, 50), as: .avif(quality: 90, effort: 0, bitDepth: depth)))
        #expect(ImageComparison.psnr(result, Picture.smooth(72, 50)) > 35)
    }

    @Test(arguments: ChromaSubsampling.allCases) func avifSubsampling(_ subsampling: ChromaSubsampling) async throws {
        let image = try await Self.inspected(Self.busy, .avif(effort: 0, subsampling: subsampling))
        #expect(image.info.subsampling == subsampling.rawValue)
    }

    @Test(arguments: [2, 4, 16, 256]) func palettes(_ colors: Int) async throws {
        let file = try await Fixture.file(Self.busy, as: .png(palette: true, colors: colors, dither: 0))
        let result = try await Fixture.pixels(of: file)
        #expect(Set(result.colors).count <= colors)
        #expect(Set(result.colors).count > 1)
        let full = try await Fixture.file(Self.busy, as: .png())
        #expect(file.readableBytes < full.readableBytes)
    }

    // MARK: - Quality

    @Test(
        arguments: [
            { .jpeg(quality: $0) }, { .webp(quality: $0) }, { .avif(quality: $0, effort: 0) },
            { .heic(quality: $0, effort: 0) }, { .jpegxl(quality: $0, effort: 3) },
        ] as [@Sendable (Int) -> Encoding])
    func qualityCostsBytesAndGivesLikeness(_ encoding: @Sendable (Int) -> Encoding) async throws {
        let engine = try Fixture.engine.get()
        guard engine.supports(encoding(50)) else { return }
        var sizes: [Int] = []
        var likeness: [Double] = []
        for quality in [30, 60, 90] {
            let file = try await Fixture.file(Self.busy, as: encoding(quality))
            sizes.append(file.readableBytes)
            guard encoding(quality).format != .jpegxl else { continue }
            likeness.append(ImageComparison.psnr(try await Fixture.pixels(of: file), Self.busy))
        }
        #expect(sizes[0] < sizes[1] && sizes[1] < sizes[2], "\(sizes)")
        #expect(likeness == likeness.sorted(), "\(likeness)")
    }

    @Test(
        arguments: [
            .png(compression: 0), .png(compression: 9), .webp(lossless: true), .webp(lossless: true, effort: 0),
            .tiff(),
            .tiff(compression: .none), .tiff(compression: .deflate), .raw,
        ] as [Encoding])
    func losslessIsExact(_ encoding: Encoding) async throws {
        for raster in [Self.busy, Self.seeThrough, Picture.marked(9, 7)] {
            let file = try await Fixture.file(raster, as: encoding)
            let result =
                encoding == .raw
                ? Raster(size: raster.size, pixels: Array(file.readableBytesView)) : try await Fixture.pixels(of: file)
            #expect(result == raster)
        }
    }

    @Test func losslessAVIFIsNearlyExact() async throws {
        // Its colours go through YCbCr with 8 bits, which rounds.
        let result = try await Fixture.pixels(of: Fixture.file(Self.busy, as: .avif(lossless: true, effort: 0)))
        #expect(ImageComparison.maximumDifference(result, Self.busy) <= 3)
    }

    @Test func nearLosslessIsNear() async throws {
        let file = try await Fixture.file(Self.busy, as: .webp(quality: 60, nearLossless: true))
        let result = try await Fixture.pixels(of: file)
        #expect(ImageComparison.maximumDifference(result, Self.busy) <= 16)
    }

    @Test func wrongParametersAreRefused() async {
        let encodings: [Encoding] = [
            .jpeg(quality: 0), .jpeg(quality: 101), .png(compression: 10), .png(palette: true, colors: 1),
            .webp(effort: 7), .avif(bitDepth: 9), .avif(effort: 10), .gif(effort: 0), .jpegxl(effort: 2),
        ]
        for encoding in encodings {
            let code = await Fixture.refusal { try await Fixture.file(Self.busy, as: encoding) }
            #expect(code == .invalidEncoding || code == .unsupportedEncoding, "\(encoding)")
        }
    }

    @Test func greyAndDeepPicturesInEveryFormat() async throws {
        for kind in PNGFile.Kind.allCases {
            for depth in [8, 16] {
                let file = PNGFile(kind: kind, depth: depth, raster: Self.seeThrough).bytes
                let plain = try await Fixture.pixels(of: file, [.flatten()])
                for encoding in Self.formats where encoding.format != .gif && encoding.format != .jpegxl {
                    for profile in [ColorProfilePolicy.sRGB, .keep] {
                        let image = try await Fixture.render(file, as: encoding, profile: profile)
                        let result = try await Fixture.pixels(of: image.bytes, [.flatten()])
                        #expect(
                            ImageComparison.psnr(result, plain) > 27, "\(kind) \(depth) as \(encoding.name) \(profile)")
                    }
                }
            }
        }
    }
}

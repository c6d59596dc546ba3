import CorpusFiles
import NIOCore
import Renditions
import RenditionsVips
import Testing

/// A file that ends too early is refused, and never filled up with grey.
@Suite struct TruncationTests {
    private static let lenient: Result<VipsEngine, any Error> = Result {
        try Fixture.engine { $0.acceptsDamagedImages = true }
    }

    private static let renditions = [
        Rendition("small", [.resize(width: 24)], as: .jpeg()), Rendition("same", as: .png(compression: 1)),
        Rendition("turned", [.rotate(90)], as: .raw),
    ]

    /// Checks a file cut after so many bytes.
    private static func check(_ file: ByteBuffer, cutAt count: Int, _ name: String) async throws {
        let cut = ImageSource(try #require(file.getSlice(at: file.readerIndex, length: count)))
        do {
            let images = try await Fixture.engine.get().render(renditions, from: cut)
            // Only where nothing of the picture was cut off: behind it, or between it and a missing trailer.
            let whole = try await Fixture.engine.get().render(renditions, from: ImageSource(file))
            #expect(images.last?.bytes == whole.last?.bytes, "\(name), \(count) of \(file.readableBytes) bytes")
            #expect(Double(count) > 0.95 * Double(file.readableBytes))
            return
        } catch let error as RenderError {
            #expect(
                [.truncatedImage, .invalidImage, .unknownFormat].contains(error.code), "\(name) at \(count): \(error)")
        }
        do {
            for image in try await lenient.get().render(renditions, from: cut) {
                #expect(image.isIncomplete, "\(name) at \(count)")
            }
        } catch let error as RenderError {
            #expect(
                [.truncatedImage, .invalidImage, .unknownFormat].contains(error.code), "\(name) at \(count): \(error)")
        }
    }

    private static func cuts(of count: Int) -> [Int] {
        let parts = [0.01, 0.1, 0.5, 0.9, 0.99].map { Int(Double(count) * $0) }
        let header = [1, 2, 3, 4, 8, 11, 12, 13, 16, 20, 24, 32, 33, 47, 64, 100, 160, 256, 400, 512]
        return Set(parts + header + [count - 12, count - 4, count - 2]).filter { (0..<count).contains($0) }.sorted()
    }

    static let encodings: [Encoding] = [
        .jpeg(), .jpeg(progressive: true), .png(), .png(palette: true), .webp(), .webp(lossless: true),
        .avif(effort: 0), .heic(effort: 0), .tiff(), .tiff(compression: .none), .tiff(compression: .deflate), .gif(),
    ]

    @Test(arguments: encodings) func generatedFiles(_ encoding: Encoding) async throws {
        guard try Fixture.engine.get().supports(encoding) else { return }
        for raster in [Picture.busy(72, 50), Picture.smooth(60, 40, alpha: true)] {
            let file = try await Fixture.file(raster, as: encoding)
            #expect(try await Fixture.engine.get().render(Self.renditions, from: ImageSource(file)).count == 3)
            for count in Self.cuts(of: file.readableBytes) {
                try await Self.check(file, cutAt: count, encoding.name)
            }
        }
    }

    @Test func animations() async throws {
        let gif = AnimationTests.gif(delays: [100, 100, 100, 100], loops: 0)
        let webp = try await Fixture.render(gif, as: .webp(lossless: true)).bytes
        for (name, file) in [("gif", gif), ("webp", webp)] {
            for count in Self.cuts(of: file.readableBytes) {
                let cut = ImageSource(try #require(file.getSlice(at: file.readerIndex, length: count)))
                let engine = try Fixture.engine.get()
                let code = await Fixture.refusal {
                    try await engine.render([Rendition("r", as: .webp())], from: cut)
                }
                // Many good GIFs lack their trailer, so that one cut between two frames is a shorter one.
                let isBetweenFrames = name == "gif" && (count - 44) % 58 == 0
                #expect((code == nil) == isBetweenFrames, "\(name) at \(count)")
            }
        }
    }

    static let files = [
        "good/wuffs__hibiscus.regular.jpeg", "good/wuffs__peacock.progressive.jpeg",
        "good/lepton__iphoneprogressive.jpg",
        "good/sharp__Landscape_6.jpg", "good/sharp__swiss.png", "good/sharp__grey-8bit-alpha.png",
        "good/sharp__tbgn2c16.png", "good/sharp__5_webp_a.webp", "good/libavif__kodim23_yuv420_8bpc.avif",
        "good/imagor__gopher-front.heif", "good/sharp__8bit_depth.tiff", "good/sharp__G31D_MULTI.TIF",
        "good/wuffs__transparent-index.gif", "good/testdata__flower_small.cmyk.jpg",
    ]

    @Test(.enabled(if: Corpus.mayRun, "\(Corpus.advice)"), arguments: files)
    func filesOfOthers(_ name: String) async throws {
        let file = try Corpus.bytes(name)
        let count = file.readableBytes
        for cut in Set([0.01, 0.1, 0.5, 0.9, 0.99].map { Int(Double(count) * $0) } + [16, 40, 120, 300, 511])
        where cut < count {
            try await Self.check(file, cutAt: cut, name)
        }
    }
}

import NIOCore
import Renditions
import RenditionsTesting
import RenditionsVips
import Testing

@Suite struct ResizeTests {
    /// One resize of a picture of 400 by 200 pixels, and the size that must come out.
    struct Case: Sendable, CustomTestStringConvertible {
        var operation: Resize
        var width: Int
        var height: Int

        init(_ operation: Resize, _ width: Int, _ height: Int) {
            (self.operation, self.width, self.height) = (operation, width, height)
        }

        var testDescription: String { "\(operation) gives \(width)x\(height)" }
    }

    static let cases = [
        Case(.resize(width: 100), 100, 50),
        Case(.resize(height: 100), 200, 100),
        Case(.resize(width: 3), 3, 2),
        Case(.resize(width: 1), 1, 1),
        Case(.resize(width: 400), 400, 200),
        // Both sides, by fit.
        Case(.resize(width: 100, height: 100, fit: .cover), 100, 100),
        Case(.resize(width: 100, height: 100, fit: .contain), 100, 100),
        Case(.resize(width: 100, height: 100, fit: .fill), 100, 100),
        Case(.resize(width: 100, height: 100, fit: .inside), 100, 50),
        Case(.resize(width: 100, height: 100, fit: .outside), 200, 100),
        // A box larger than the picture, which stays as large as it is.
        Case(.resize(width: 800), 400, 200),
        Case(.resize(height: 800), 400, 200),
        Case(.resize(width: 600, height: 600, fit: .cover), 400, 200),
        Case(.resize(width: 300, height: 300, fit: .cover), 300, 200),
        Case(.resize(width: 600, height: 600, fit: .aspect), 200, 200),
        Case(.resize(width: 600, height: 600, fit: .contain), 600, 600),
        Case(.resize(width: 600, height: 100, fit: .fill), 400, 100),
        Case(.resize(width: 600, height: 600, fit: .inside), 400, 200),
        Case(.resize(width: 600, height: 600, fit: .outside), 400, 200),
        // And is made larger when asked.
        Case(.resize(width: 800, enlarge: true), 800, 400),
        Case(.resize(width: 300, height: 300, fit: .cover, enlarge: true), 300, 300),
        Case(.resize(width: 600, height: 600, fit: .contain, enlarge: true), 600, 600),
        Case(.resize(width: 500, height: 300, fit: .fill, enlarge: true), 500, 300),
        Case(.resize(width: 600, height: 600, fit: .inside, enlarge: true), 600, 300),
        Case(.resize(width: 500, height: 500, fit: .outside, enlarge: true), 1000, 500),
        // Never smaller.
        Case(.resize(width: 100, reduce: false), 400, 200),
        Case(.resize(width: 800, enlarge: true, reduce: false), 800, 400),
        Case(.resize(width: 100, height: 100, fit: .inside, reduce: false), 400, 200),
        Case(.resize(width: 100, height: 100, fit: .cover, reduce: false), 100, 100),
        // Device pixels.
        Case(.resize(width: 100, devicePixelRatio: 2), 200, 100),
        Case(.resize(width: 101, devicePixelRatio: 1.5), 152, 76),
        Case(.resize(width: 300, devicePixelRatio: 2), 400, 200),
        Case(.resize(width: 40, height: 40, fit: .cover, devicePixelRatio: 3), 120, 120),
    ]

    @Test(arguments: cases) func sizesAreAsPlanned(_ one: Case) async throws {
        let color = Color(red: 90, green: 140, blue: 30)
        let result = try await Fixture.pixels(of: Picture.plain(400, 200, color), [one.operation])
        #expect(result.size == PixelSize(width: one.width, height: one.height))
        // No kernel may change a picture of one colour; what is around it under contain is transparent.
        #expect(result.colors.allSatisfy { $0 == color || $0 == .transparent })
    }

    @Test func sidesNeverVanish() async throws {
        let result = try await Fixture.pixels(of: Picture.plain(940, 2, .white), [.resize(width: 100)])
        #expect(result.size == PixelSize(width: 100, height: 1))
    }

    @Test(arguments: Kernel.allCases) func halvesLikeAMean(_ kernel: Kernel) async throws {
        let source = Picture.smooth(80, 60)
        let result = try await Fixture.pixels(of: source, [.resize(width: 40, kernel: kernel)])
        // On colours that change slowly every kernel comes near the mean of four pixels, away from the edge.
        for y in 4..<26 {
            for x in 4..<36 {
                let four = source.part(PixelRect(x: 2 * x, y: 2 * y, width: 2, height: 2))
                #expect(abs(four.meanRed - Double(result[x, y].red)) <= 2, "\(x),\(y)")
            }
        }
    }

    @Test func nearestMakesNoNewColours() async throws {
        let source = Picture.quadrants(90, 60)
        let result = try await Fixture.pixels(of: source, [.resize(width: 41, kernel: .nearest)])
        #expect(Set(result.colors) == Set(source.colors))
        let larger = try await Fixture.pixels(
            of: Picture.quadrants(8, 6), [.resize(width: 32, enlarge: true, kernel: .nearest)])
        #expect(larger == Picture.quadrants(32, 24))
    }

    @Test func containFillsUpWithTheBackground() async throws {
        let source = Picture.plain(400, 200, Picture.red)
        let result = try await Fixture.pixels(
            of: source, [.resize(width: 100, height: 100, fit: .contain, background: Picture.blue)])
        let expected = Picture.make(100, 100) { (25..<75).contains($1) ? Picture.red : Picture.blue }
        #expect(result == expected)
        let high = try await Fixture.pixels(
            of: source,
            [.resize(width: 100, height: 100, fit: .contain, position: .gravity(.north), background: Picture.blue)])
        #expect(high == Picture.make(100, 100) { $1 < 50 ? Picture.red : Picture.blue })
    }

    @Test(arguments: Kernel.allCases) func unseenPixelsLendNoColour(_ kernel: Kernel) async throws {
        let source = Picture.redOnUnseenGreen(64)
        for width in [23, 100] {
            let result = try await Fixture.pixels(of: source, [.resize(width: width, enlarge: true, kernel: kernel)])
            let seen = result.colors.filter { $0.alpha > 0 }
            #expect(!seen.isEmpty)
            #expect(seen.allSatisfy { $0.green == 0 && $0.blue == 0 })
        }
    }

    @Test func halfTransparentColoursStayAsTheyAre() async throws {
        for color in [
            Color(red: 200, green: 101, blue: 3, alpha: 128), Color(red: 255, green: 255, blue: 255, alpha: 7),
        ] {
            let result = try await Fixture.pixels(of: Picture.plain(50, 40, color), [.resize(width: 20)])
            #expect(Set(result.colors) == [color])
        }
    }

    @Test func renditionsMadeFromALargerOneMeasureLikeThoseMadeAlone() async throws {
        let file = try await Fixture.file(Picture.busy(300, 200), as: .jpeg(quality: 90))
        let widths = [240, 150, 75]
        let together = try await Fixture.engine.get().render(
            widths.map { Rendition("w\($0)", [.resize(width: $0)], as: .raw) }, from: ImageSource(file))
        for (width, image) in zip(widths, together) {
            let alone = try await Fixture.pixels(of: file, [.resize(width: width)])
            let shared = Raster(size: image.size, pixels: Array(image.bytes.readableBytesView))
            #expect(ImageComparison.psnr(alone, shared) > 30, "\(width)")
        }
    }
}

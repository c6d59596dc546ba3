import Renditions
import RenditionsVips
import Testing

@Suite struct PadTests {
    private static let source = Picture.marked(20, 14)

    /// The source at (5, 3) on a canvas of 32 by 26 pixels, with this around it.
    private static func padded(_ around: (Int, Int) -> Color) -> Raster {
        Picture.make(32, 26) { x, y in
            (5..<25).contains(x) && (3..<17).contains(y) ? source[x - 5, y - 3] : around(x - 5, y - 3)
        }
    }

    private static func pad(_ fill: PaddingFill, _ color: Color = .transparent) -> Pipeline {
        [.pad(top: 3, right: 7, bottom: 9, left: 5, fill: fill, color: color)]
    }

    @Test(arguments: [
        Color.white, Color(red: 12, green: 200, blue: 77), .transparent, Color(red: 1, green: 2, blue: 3, alpha: 77),
    ])
    func colourIsExact(_ color: Color) async throws {
        #expect(try await Fixture.pixels(of: Self.source, Self.pad(.color, color)) == Self.padded { _, _ in color })
    }

    @Test func colourStaysColourAroundAGreyPicture() async throws {
        let file = PNGFile(kind: .grey, raster: Picture.plain(4, 4, Picture.grey(50))).bytes
        let result = try await Fixture.pixels(of: file, [.pad(2, color: Picture.red)])
        #expect(result[0, 0] == Picture.red)
        #expect(result[3, 3] == Picture.grey(50))
    }

    @Test func mirrorReflects() async throws {
        let expected = Self.padded { x, y in
            func reflected(_ position: Int, _ length: Int) -> Int {
                position < 0 ? -1 - position : position >= length ? 2 * length - 1 - position : position
            }
            return Self.source[reflected(x, 20), reflected(y, 14)]
        }
        #expect(try await Fixture.pixels(of: Self.source, Self.pad(.mirror)) == expected)
    }

    @Test func edgeRepeats() async throws {
        let expected = Self.padded { x, y in Self.source[min(max(x, 0), 19), min(max(y, 0), 13)] }
        #expect(try await Fixture.pixels(of: Self.source, Self.pad(.edge)) == expected)
    }

    @Test func blurredGroundFillsTheCanvasWithoutDetail() async throws {
        let source = Picture.make(60, 60) { ($0 / 3 + $1 / 3) % 2 == 0 ? .black : .white }
        let result = try await Fixture.pixels(of: source, [.pad(toWidth: 160, height: 60, fill: .blurred)])
        #expect(result.size == PixelSize(width: 160, height: 60))
        #expect(result.isOpaqueThroughout)
        #expect(result.part(PixelRect(x: 50, y: 0, width: 60, height: 60)) == source)
        let ground = result.part(PixelRect(x: 0, y: 0, width: 49, height: 60))
        #expect(abs(ground.meanRed - source.meanRed) < 20)
        let steps = (0..<60).flatMap { y in
            (1..<49).map { abs(Int(ground[$0, y].red) - Int(ground[$0 - 1, y].red)) }
        }
        #expect((steps.max() ?? 255) < 25)
    }

    @Test(arguments: PNGFile.Kind.allCases, PaddingFill.allCases) func opaquePicturesStayOpaque(
        _ kind: PNGFile.Kind, _ fill: PaddingFill
    ) async throws {
        let file = PNGFile(kind: kind, raster: Picture.smooth(24, 30)).bytes
        let image = try await Fixture.render(
            file, [.pad(toWidth: 60, height: 30, fill: fill, color: .white)], as: .png())
        let info = try await Fixture.engine.get().probe(ImageSource(image.bytes))
        #expect(info.hasAlpha == (kind == .greyAlpha || kind == .rgba))
        #expect(info.size == PixelSize(width: 60, height: 30))
    }

    @Test(arguments: Gravity.allCases) func canvasHasTheImageAtItsGravity(_ gravity: Gravity) async throws {
        let result = try await Fixture.pixels(
            of: Self.source, [.pad(toWidth: 31, height: 27, gravity: gravity, color: .white)])
        let x = Int((gravity.fraction.x * 11).rounded(.down))
        let y = Int((gravity.fraction.y * 13).rounded(.down))
        #expect(result.size == PixelSize(width: 31, height: 27))
        #expect(result.part(PixelRect(x: x, y: y, width: 20, height: 14)) == Self.source)
        #expect(result.colors.count { $0 == .white } == 31 * 27 - 20 * 14)
    }

    @Test func aCanvasSmallerThanTheImageChangesNothing() async throws {
        #expect(try await Fixture.pixels(of: Self.source, [.pad(toWidth: 3, height: 5)]) == Self.source)
    }
}

extension Raster {
    fileprivate var isOpaqueThroughout: Bool { colors.allSatisfy { $0.alpha == 255 } }
}

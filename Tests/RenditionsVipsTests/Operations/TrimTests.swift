import Renditions
import RenditionsVips
import Testing

@Suite struct TrimTests {
    private static let box = PixelRect(x: 10, y: 5, width: 13, height: 9)

    private static func framed(_ ground: Color, _ inside: Color) -> Raster {
        Picture.make(40, 30) { x, y in
            (box.x..<box.x + box.width).contains(x) && (box.y..<box.y + box.height).contains(y) ? inside : ground
        }
    }

    @Test(arguments: [
        (Color.white, Picture.red), (.black, Picture.grey(40)), (Picture.red, Picture.blue),
        (.transparent, Picture.red), (.transparent, .black), (Color(red: 255, green: 255, blue: 255, alpha: 0), .white),
        (.white, .transparent), (Picture.grey(9, alpha: 99), Picture.grey(9, alpha: 200)),
    ])
    func cutsToTheBox(_ ground: Color, _ inside: Color) async throws {
        let result = try await Fixture.pixels(of: Self.framed(ground, inside), [.trim()])
        #expect(result == Self.framed(ground, inside).part(Self.box))
    }

    @Test func greyAndDeepPicturesToo() async throws {
        for kind in PNGFile.Kind.allCases {
            for depth in [8, 16] {
                let file = PNGFile(kind: kind, depth: depth, raster: Self.framed(.white, .black)).bytes
                #expect(try await Fixture.pixels(of: file, [.trim()]).size == Self.box.size, "\(kind) \(depth)")
            }
        }
    }

    @Test(arguments: [Color.white, .black, .transparent, Picture.red, Picture.grey(7, alpha: 100)])
    func pictureOfOneColourStays(_ color: Color) async throws {
        let source = Picture.plain(20, 12, color)
        #expect(try await Fixture.pixels(of: source, [.trim()]) == source)
    }

    @Test func thresholdSaysWhatCountsAsGround() async throws {
        let source = Self.framed(Picture.grey(200), Picture.grey(180))
        #expect(try await Fixture.pixels(of: source, [.trim(threshold: 30)]) == source)
        #expect(try await Fixture.pixels(of: source, [.trim(threshold: 10)]).size == Self.box.size)
    }

    @Test func pixelsOfNoColourAreAlikeWhateverTheyHold() async throws {
        let source = Picture.redOnUnseenGreen(40)
        let result = try await Fixture.pixels(of: source, [.trim()])
        #expect(result == Picture.plain(20, 20, Picture.red))
    }

    @Test func whatComesAfterwardsSeesTheTrimmedSize() async throws {
        let source = Self.framed(.white, Picture.red)
        let result = try await Fixture.pixels(of: source, [.trim(), .resize(width: 26, enlarge: true)])
        #expect(result == Picture.plain(26, 18, Picture.red))
    }
}

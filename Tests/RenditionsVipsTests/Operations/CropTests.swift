import Renditions
import RenditionsVips
import Testing

@Suite struct CropTests {
    private static let source = Picture.marked(40, 30)

    @Test(arguments: [
        PixelRect(x: 0, y: 0, width: 40, height: 30), PixelRect(x: 7, y: 5, width: 11, height: 9),
        PixelRect(x: 39, y: 29, width: 1, height: 1), PixelRect(x: 0, y: 29, width: 40, height: 1),
    ])
    func cropIsExact(_ rect: PixelRect) async throws {
        #expect(try await Fixture.pixels(of: Self.source, [Crop(rect)]) == Self.source.part(rect))
    }

    @Test(arguments: [
        PixelRect(x: 1, y: 0, width: 40, height: 30), PixelRect(x: 0, y: 1, width: 1, height: 30),
        PixelRect(x: 40, y: 0, width: 1, height: 1), PixelRect(x: 0, y: 0, width: 0, height: 1),
    ])
    func cropBeyondTheEdgeIsRefused(_ rect: PixelRect) async {
        #expect(await Fixture.refusal { try await Fixture.pixels(of: Self.source, [Crop(rect)]) } == .invalidOperation)
    }

    @Test(arguments: Gravity.allCases) func coverKeepsTheSideOfItsGravity(_ gravity: Gravity) async throws {
        // Boxes that need no scaling: what is kept is exact.
        for (width, height) in [(40, 13), (17, 30), (40, 30)] {
            let x = gravity.fraction.x * Double(40 - width)
            let y = gravity.fraction.y * Double(30 - height)
            let rect = PixelRect(x: Int(x.rounded(.down)), y: Int(y.rounded(.down)), width: width, height: height)
            let result = try await Fixture.pixels(
                of: Self.source, [.resize(width: width, height: height, position: .gravity(gravity))])
            #expect(result == Self.source.part(rect), "\(width)x\(height)")
        }
        let result = try await Fixture.pixels(
            of: Picture.quadrants(120, 120), [.resize(width: 30, height: 60, position: .gravity(gravity))])
        // Away from the lines between the quadrants, along which scaling rings.
        let corners = Set([result[3, 3], result[24, 50]])
        let left: Set<Color> = [Picture.red, Picture.blue]
        switch gravity.fraction.x {
        case 0: #expect(corners == left)
        case 1: #expect(corners.isDisjoint(with: left))
        default: #expect(corners == [Picture.red, .white])
        }
    }

    @Test(arguments: [(0.0, 0), (0.25, 5), (0.5, 15), (0.8, 27), (1, 30)])
    func focalPointIsInTheMiddleAsFarAsTheEdgesAllow(_ x: Double, _ left: Int) async throws {
        let result = try await Fixture.pixels(
            of: Self.source, [.resize(width: 10, height: 30, position: .focalPoint(x: x, y: 0.5))])
        #expect(result == Self.source.part(PixelRect(x: left, y: 0, width: 10, height: 30)))
    }

    @Test(arguments: [CropPosition.attention, .entropy], [40, 150, 261])
    func whatIsWorthSeeingIsKept(_ position: CropPosition, _ x: Int) async throws {
        let source = Picture.disc(300, 100, x: x, y: 55, radius: 20)
        let crop: Pipeline = [.resize(width: 100, height: 100, position: position)]
        let result = try await Fixture.pixels(of: source, crop)
        #expect(result.size == PixelSize(width: 100, height: 100))
        let disc = Color(red: 220, green: 40, blue: 30)
        let there = source.colors.count { $0 == disc }
        let kept = result.colors.count { $0 == disc }
        #expect(kept == there)
        #expect(try await Fixture.pixels(of: source, crop) == result, "the same file gives the same part")
    }

    @Test func attentionWeighsColourOverGreyDetail() async throws {
        let source = Picture.make(300, 100) { x, y in
            let (dx, dy) = (x - 240, y - 50)
            if dx * dx + dy * dy <= 400 { return Color(red: 220, green: 40, blue: 30) }
            return x < 60 ? Picture.grey((x * 31 + y * 17) % 7 < 3 ? 110 : 140) : Picture.grey
        }
        let coloured = try await Fixture.pixels(of: source, [.resize(width: 100, height: 100, position: .attention)])
        #expect(coloured.colors.contains { $0.red > 200 && $0.green < 60 })
        let detailed = try await Fixture.pixels(of: source, [.resize(width: 100, height: 100, position: .entropy)])
        #expect(!detailed.colors.contains { $0.red > 200 && $0.green < 60 })
    }
}

import Renditions
import RenditionsVips
import Testing

/// Flattening and round corners.
@Suite struct OpacityTests {
    @Test(arguments: [Color.white, .black, Color(red: 10, green: 20, blue: 200)])
    func flattenIsExact(_ background: Color) async throws {
        let source = Picture.make(256, 3) { x, _ in Color(red: 250, green: UInt8(x), blue: 7, alpha: UInt8(x)) }
        let result = try await Fixture.pixels(of: source, [.flatten(background: background)])
        for x in 0..<256 {
            func mixed(_ top: UInt8, _ bottom: UInt8) -> Double {
                (Double(top) * Double(x) + Double(bottom) * Double(255 - x)) / 255
            }
            let color = result[x, 1]
            // Exact at both ends; between them fractions are cut off.
            let tolerance = x == 0 || x == 255 ? 0 : 0.999
            #expect(color.alpha == 255)
            #expect(abs(Double(color.red) - mixed(250, background.red)) <= tolerance, "alpha \(x)")
            #expect(abs(Double(color.green) - mixed(UInt8(x), background.green)) <= tolerance, "alpha \(x)")
            #expect(abs(Double(color.blue) - mixed(7, background.blue)) <= tolerance, "alpha \(x)")
        }
    }

    @Test func flattenLeavesOpaquePictures() async throws {
        let source = Picture.marked(30, 20)
        #expect(try await Fixture.pixels(of: source, [.flatten(background: Picture.red)]) == source)
    }

    @Test func flattenPutsAColourUnderGrey() async throws {
        let source = Picture.plain(5, 5, Picture.grey(80, alpha: 0))
        let file = PNGFile(kind: .greyAlpha, raster: source).bytes
        let result = try await Fixture.pixels(of: file, [.flatten(background: Picture.red)])
        #expect(result == Picture.plain(5, 5, Picture.red))
    }

    @Test(arguments: [4.0, 10, 25]) func cornersAreRound(_ radius: Double) async throws {
        let source = Picture.marked(50, 50)
        let result = try await Fixture.pixels(of: source, [.roundCorners(radius: radius)])
        var partly = 0
        for y in 0..<50 {
            for x in 0..<50 {
                // How far the pixel's middle is beyond the corner's circle; less than nothing for the straight part.
                func beyond(_ position: Int) -> Double { max(0, abs(Double(position) + 0.5 - 25) - (25 - radius)) }
                let distance = (beyond(x) * beyond(x) + beyond(y) * beyond(y)).squareRoot() - radius
                let alpha = result[x, y].alpha
                if distance >= 0.75 { #expect(alpha == 0, "\(x),\(y)") }
                if distance <= -0.75 { #expect(alpha == 255, "\(x),\(y)") }
                if (1..<255).contains(alpha) { partly += 1 }
                #expect(
                    alpha == 0
                        || Color(
                            red: result[x, y].red, green: result[x, y].green, blue: result[x, y].blue) == source[x, y]
                )
            }
        }
        #expect(result[0, 0].alpha == 0 && result[49, 49].alpha == 0)
        #expect(result[25, 25].alpha == 255 && result[25, 0].alpha > 127)
        #expect(partly >= 4, "the edge is smooth")
    }

    @Test func radiusZeroChangesNothing() async throws {
        #expect(
            try await Fixture.pixels(of: Picture.marked(20, 20), [.roundCorners(radius: 0)]) == Picture.marked(20, 20))
    }

    @Test func aLargeRadiusMakesACircle() async throws {
        let result = try await Fixture.pixels(of: Picture.plain(60, 60, Picture.red), [.roundCorners(radius: 9999)])
        let inside = Double(result.colors.reduce(0) { $0 + Int($1.alpha) }) / 255
        #expect(abs(inside - .pi * 900) < 20)
    }

    @Test func cornersOfASeeThroughPictureBecomeNoLessSo() async throws {
        let source = Picture.plain(30, 30, Color(red: 9, green: 9, blue: 9, alpha: 100))
        let result = try await Fixture.pixels(of: source, [.roundCorners(radius: 8)])
        #expect(result[15, 15].alpha == 100 && result[0, 0].alpha == 0)
        #expect(result.colors.allSatisfy { $0.alpha <= 100 })
    }
}

import Foundation
import Renditions
import RenditionsVips
import Testing

@Suite struct FilterTests {
    // MARK: - Blur

    @Test(arguments: [1.0, 2.5, 6]) func blurIsGaussian(_ sigma: Double) async throws {
        let source = Picture.make(80, 12) { x, _ in x < 40 ? .black : .white }
        let result = try await Fixture.pixels(of: source, [.blur(sigma: sigma)])
        for x in 0..<80 {
            // A step becomes the normal distribution's integral.
            let expected = 255 * 0.5 * erfc((40 - (Double(x) + 0.5)) / (sigma * 2.0.squareRoot()))
            #expect(abs(Double(result[x, 6].red) - expected) <= 6, "column \(x)")
        }
    }

    @Test(arguments: [1.0, 3, 8]) func blurKeepsTheSum(_ sigma: Double) async throws {
        let source = Picture.make(81, 81) { abs($0 - 40) <= 12 && abs($1 - 40) <= 12 ? .white : .black }
        let result = try await Fixture.pixels(of: source, [.blur(sigma: sigma)])
        #expect(abs(result.meanRed - source.meanRed) / source.meanRed < 0.03)
    }

    @Test func blurLeavesOneColourAsItIs() async throws {
        for color in [Color.white, Picture.grey(77), Color(red: 200, green: 101, blue: 3, alpha: 128)] {
            let source = Picture.plain(30, 20, color)
            #expect(try await Fixture.pixels(of: source, [.blur(sigma: 4)]) == source)
        }
    }

    @Test func blurAndTurnTakeNoColourFromUnseenPixels() async throws {
        let operations: [any ImageOperation] = [.blur(sigma: 3), .rotate(20), .rotate(45), .sharpen()]
        for operation in operations {
            let result = try await Fixture.pixels(of: Picture.redOnUnseenGreen(48), Pipeline([operation]))
            let seen = result.colors.filter { $0.alpha > 0 }
            #expect(!seen.isEmpty)
            #expect(seen.allSatisfy { $0.green == 0 }, "\(operation)")
            #expect(seen.filter { $0.alpha > 40 }.allSatisfy { $0.red >= 250 }, "\(operation)")
        }
    }

    // MARK: - Sharpen

    @Test func sharpenLeavesFlatPartsAndOvershootsEdges() async throws {
        let source = Picture.make(60, 20) { x, _ in Picture.grey(x < 30 ? 100 : 150) }
        let result = try await Fixture.pixels(of: source, [.sharpen(sigma: 1)])
        for x in Array(0..<20) + Array(40..<60) { #expect(result[x, 10] == source[x, 10], "column \(x)") }
        #expect(result.colors.contains { $0.red < 96 })
        #expect(result.colors.contains { $0.red > 154 })
    }

    @Test func sharpenLeavesOpacity() async throws {
        let source = Picture.smooth(40, 30, alpha: true)
        let result = try await Fixture.pixels(of: source, [.sharpen(sigma: 1)])
        #expect(result.colors.map(\.alpha) == source.colors.map(\.alpha))
    }

    // MARK: - Median

    @Test func medianTakesSpecksAndKeepsEdges() async throws {
        let clean = Picture.make(50, 40) { x, _ in Picture.grey(x < 25 ? 60 : 190) }
        let specks = Picture.make(50, 40) { x, y in
            x % 7 == 3 && y % 6 == 2 ? (x % 2 == 0 ? .white : .black) : clean[x, y]
        }
        #expect(specks != clean)
        #expect(try await Fixture.pixels(of: specks, [.median()]) == clean)
    }

    @Test func medianOfAnImageSmallerThanItsWindow() async throws {
        let source = Picture.plain(2, 5, Picture.red)
        #expect(try await Fixture.pixels(of: source, [.median(size: 9)]) == source)
    }

    // MARK: - Local contrast

    @Test func claheRaisesLocalContrast() async throws {
        // A weak pattern on a ground that gets lighter from left to right.
        let source = Picture.make(128, 64) { x, y in Picture.grey(60 + x + ((x / 4 + y / 4) % 2 == 0 ? 0 : 6)) }
        let result = try await Fixture.pixels(of: source, [.clahe(width: 32, height: 32)])
        func contrast(_ raster: Raster) -> Double {
            let steps = (0..<56).flatMap { y in
                (0..<120).map { abs(Int(raster[$0, y].red) - Int(raster[$0, y + 4].red)) }
            }
            return Double(steps.reduce(0, +)) / Double(steps.count)
        }
        #expect(contrast(result) > 1.5 * contrast(source))
        #expect(result.colors.allSatisfy { $0.isGrey })
    }

    @Test func claheKeepsColoursAndOpacity() async throws {
        let source = Picture.smooth(80, 60, alpha: true)
        let result = try await Fixture.pixels(of: source, [.clahe(width: 20, height: 20)])
        #expect(result.colors.map(\.alpha) == source.colors.map(\.alpha))
        #expect(result != source)
    }
}

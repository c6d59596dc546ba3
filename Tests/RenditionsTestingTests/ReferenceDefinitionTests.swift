import Renditions
import RenditionsTesting
import Testing

/// What the reference engine's halves give where it can be told by hand: other engines are held to them.
@Suite struct ReferenceDefinitionTests {
    private func grey(_ level: UInt8) -> Color { Color(red: level, green: level, blue: level) }

    private func row(_ levels: [UInt8]) -> Raster {
        Raster(size: PixelSize(width: levels.count, height: 1), pixels: levels.flatMap { [$0, $0, $0, 255] })
    }

    private func reds(_ raster: Raster) -> [UInt8] {
        stride(from: 0, to: raster.pixels.count, by: 4).map { raster.pixels[$0] }
    }

    private func reds(_ levels: [UInt8], after operation: any ReferenceOperation) throws -> [UInt8] {
        reds(try operation.apply(to: row(levels), overlays: [:]))
    }

    @Test func adjustCountsInLightness() throws {
        // Level 119 is L* 50, level 188 is 76.3.
        #expect(try reds([119], after: Adjust.adjust(contrast: 2)) == [119])
        #expect(try reds([119], after: Adjust.adjust(brightness: 2)) == [255])
        #expect(try reds([0, 255], after: Adjust.adjust(contrast: 0)) == [119, 119])
        #expect(try reds([0], after: Adjust.adjust(lightness: 50)) == [119])
        #expect(try reds([119], after: Adjust.adjust(brightness: 0.5, contrast: 2, lightness: 50)) == [119])
    }

    @Test func hueTurnsFromRedTowardsYellow() throws {
        let red = Raster(size: PixelSize(width: 1, height: 1), fill: Color(red: 170, green: 110, blue: 110))
        let turned = try Adjust.adjust(hue: 90).apply(to: red, overlays: [:])[0, 0]
        #expect(turned.green > turned.red && turned.red > turned.blue)
        let grey = try Adjust.adjust(saturation: 0).apply(to: red, overlays: [:])[0, 0]
        #expect(grey.red == grey.green && grey.green == grey.blue)
    }

    @Test func tintKeepsLightness() throws {
        let color = Color(red: 112, green: 66, blue: 20, alpha: 90)
        let source = Raster(size: PixelSize(width: 1, height: 1), fill: color)
        #expect(try Tint.tint(color).apply(to: source, overlays: [:]) == source)
        let tinted = Lab(try Tint.tint(color).apply(to: row([119]), overlays: [:])[0, 0])
        #expect(abs(tinted.lightness - 50) < 0.5)
        #expect(abs(tinted.a - Lab(color).a) < 0.5 && abs(tinted.b - Lab(color).b) < 0.5)
    }

    @Test func normalizeStretchesBetweenPercentiles() throws {
        #expect(try reds([100, 110, 120], after: Normalize.normalize(lower: 0, upper: 100)).first == 0)
        #expect(try reds([100, 110, 120], after: Normalize.normalize(lower: 0, upper: 100)).last == 255)
        #expect(try reds([100, 101], after: Normalize.normalize()) == [100, 101])
        // The fifth part at either end may be lost, and the middle is in the middle.
        #expect(
            try reds([0, 20, 119, 255, 255], after: Normalize.normalize(lower: 20, upper: 80)) == [
                0, 20, 119, 255, 255,
            ])
    }

    @Test func claheRanksWithinTheWindow() throws {
        // Of a window of three, mirrored at the edges, each level is the highest, one of two, or the lowest.
        let all = Equalize.clahe(width: 3, height: 1, maximumSlope: 0)
        #expect(try reds([10, 200, 10], after: all) == [162, 255, 162])
        #expect(try reds([77, 77, 77], after: all) == [255, 255, 255])
    }

    @Test func blurIsAMeanByDistance() throws {
        let found = try reds([0, 0, 0, 255, 0, 0, 0], after: Blur.blur(sigma: 1))
        // The normal distribution's density at 0, 1, 2 and 3.
        #expect(found == [1, 14, 62, 102, 62, 14, 1])
        #expect(try reds([9, 9], after: Blur.blur(sigma: 20)) == [9, 9])
    }

    @Test func sharpenLeavesSmallDifferences() throws {
        #expect(try reds([100, 100, 104, 104], after: Sharpen.sharpen(sigma: 1)) == [100, 100, 104, 104])
        let found = try reds([100, 100, 160, 160], after: Sharpen.sharpen(sigma: 1))
        #expect(found[1] < 100 && found[2] > 160)
        // Up to 10 L* lighter and 20 L* darker, whatever the strength.
        let most = try reds([119, 119, 188, 188], after: Sharpen.sharpen(sigma: 1, flat: 100, jagged: 100))
        #expect(abs(Lab(grey(most[1])).lightness - 30) < 0.5 && abs(Lab(grey(most[2])).lightness - 86.3) < 0.5)
    }

    @Test func medianTakesTheUpperMiddle() throws {
        #expect(try reds([5, 200, 7, 8], after: Median.median()) == [5, 7, 8, 8])
        // Windows of four pixels in a row of four begin two before the middle.
        #expect(try reds([1, 2, 3, 4], after: Median.median(size: 4)) == [1, 2, 3, 4])
    }

    @Test func turnsKeepTheMiddle() throws {
        let source = row([10, 20, 30])
        #expect(reds(try Rotate.rotate(180).apply(to: source, overlays: [:])) == [30, 20, 10])
        let upright = try Rotate.rotate(90).apply(to: source, overlays: [:])
        #expect(upright.size == PixelSize(width: 1, height: 3) && reds(upright) == [10, 20, 30])
        let turned = try Rotate.rotate(45, background: .white).apply(
            to: Raster(size: PixelSize(width: 5, height: 5), fill: grey(40)), overlays: [:])
        #expect(turned.size == PixelSize(width: 7, height: 7))
        #expect(turned[3, 3] == grey(40) && turned[0, 0] == .white && turned[6, 0] == .white)
    }
}

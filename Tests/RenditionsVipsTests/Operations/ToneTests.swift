import Foundation
import Renditions
import RenditionsTesting
import RenditionsVips
import Testing

@Suite struct ToneTests {
    private static let ramp = Picture.make(256, 2) { x, _ in Picture.grey(x) }
    private static let colours = Picture.smooth(40, 30)

    /// CIELAB's lightness of a picture's pixels.
    private static func lightness(_ raster: Raster) -> [Double] { raster.colors.map { Lab($0).lightness } }

    private static func hue(_ color: Color) -> Double {
        let lab = Lab(color)
        return atan2(lab.b, lab.a) * 180 / .pi
    }

    // MARK: - Levels

    @Test(arguments: [(0.0, 100.0), (1, 99)]) func normalizeStretchesToBlackAndWhite(
        _ lower: Double, _ upper: Double
    ) async throws {
        let source = Picture.make(100, 10) { x, _ in Picture.grey(80 + x / 2) }
        let result = try await Fixture.pixels(of: source, [.normalize(lower: lower, upper: upper)])
        #expect(result[0, 0].red <= 2)
        #expect(result[99, 0].red >= 253)
        #expect((1..<100).allSatisfy { result[$0, 0].red >= result[$0 - 1, 0].red })
        #expect(result.colors.allSatisfy { $0.isGrey })
    }

    @Test func normalizeLeavesOneColour() async throws {
        let source = Picture.plain(9, 9, Color(red: 50, green: 80, blue: 20))
        #expect(try await Fixture.pixels(of: source, [.normalize()]) == source)
    }

    @Test(arguments: [0.5, 1, 2.2, 5]) func gammaFollowsItsFormula(_ exponent: Double) async throws {
        let result = try await Fixture.pixels(of: Self.ramp, [.gamma(exponent)])
        for x in 0...255 {
            let expected = 255 * pow(Double(x) / 255, 1 / exponent)
            // Fractions are cut off.
            #expect((0..<1.001).contains(expected - Double(result[x, 0].red) + 0.0005), "level \(x)")
        }
    }

    @Test func negateIsExact() async throws {
        let source = Picture.smooth(30, 20, alpha: true)
        let expected = Picture.make(30, 20) { x, y in
            let color = source[x, y]
            return Color(red: 255 - color.red, green: 255 - color.green, blue: 255 - color.blue, alpha: color.alpha)
        }
        #expect(try await Fixture.pixels(of: source, [.negate]) == expected)
    }

    @Test(arguments: [0, 1, 100, 128, 255]) func thresholdIsExact(_ level: Int) async throws {
        let result = try await Fixture.pixels(of: Self.ramp, [.threshold(level)])
        #expect(result == Picture.make(256, 2) { x, _ in x >= level ? .white : .black })
    }

    // MARK: - Colour

    @Test func greyscaleKeepsLuminanceAndOpacity() async throws {
        let source = Picture.smooth(40, 30, alpha: true)
        let result = try await Fixture.pixels(of: source, [.greyscale])
        #expect(result.colors.allSatisfy { $0.red == $0.green && $0.green == $0.blue })
        #expect(result.colors.map(\.alpha) == source.colors.map(\.alpha))
        for (grey, color) in zip(result.colors, source.colors) {
            // Relative luminance of IEC 61966-2-1: the sum is made in linear light.
            let luminance =
                0.2126 * SRGB.linear[Int(color.red)] + 0.7152 * SRGB.linear[Int(color.green)]
                + 0.0722 * SRGB.linear[Int(color.blue)]
            #expect(abs(Int(grey.red) - Int(SRGB.level(luminance))) <= 1)
        }
    }

    @Test func adjustWithoutChangeIsTheSame() async throws {
        for operation in [Adjust.adjust(), .adjust(hue: 360), .adjust(hue: -360)] {
            let result = try await Fixture.pixels(of: Self.colours, [operation])
            #expect(ImageComparison.maximumDifference(result, Self.colours) <= 1, "\(operation)")
        }
    }

    @Test func saturationZeroIsGreyOfTheSameLightness() async throws {
        let result = try await Fixture.pixels(of: Self.colours, [.adjust(saturation: 0)])
        #expect(result.colors.allSatisfy { $0.isGrey })
        for (grey, color) in zip(Self.lightness(result), Self.lightness(Self.colours)) {
            #expect(abs(grey - color) < 1)
        }
    }

    @Test(arguments: [
        Adjust.adjust(brightness: 1.5), .adjust(brightness: 0.5), .adjust(lightness: 12), .adjust(lightness: -20),
        .adjust(contrast: 2), .adjust(contrast: 0), .adjust(brightness: 1.2, contrast: 1.5, lightness: 3),
    ])
    func lightnessFollowsItsFormula(_ operation: Adjust) async throws {
        let result = try await Fixture.pixels(of: Self.ramp, [operation])
        for (after, before) in zip(Self.lightness(result), Self.lightness(Self.ramp)) {
            // Brightness first, then contrast about mid grey, then what is added.
            let contrasted = 50 + operation.contrast * (before * operation.brightness - 50)
            let expected = min(max(contrasted + operation.lightness, 0), 100)
            #expect(abs(after - expected) < 0.7)
        }
    }

    @Test func hueTurns() async throws {
        let source = Picture.plain(8, 8, Color(red: 170, green: 110, blue: 110))
        let result = try await Fixture.pixels(of: source, [.adjust(hue: 90)])
        let turned = Self.hue(result[0, 0]) - Self.hue(source[0, 0])
        #expect(abs(turned - 90) < 5)
    }

    @Test func tintGivesItsHueAndKeepsLightness() async throws {
        let color = Color(red: 112, green: 66, blue: 20)
        // Middle tones, in which the tint is within sRGB.
        let source = Picture.make(100, 2) { x, _ in Picture.grey(70 + x) }
        let result = try await Fixture.pixels(of: source, [.tint(color)])
        for (after, before) in zip(result.colors, source.colors) {
            #expect(abs(Self.hue(after) - Self.hue(color)) < 4)
            #expect(abs(Lab(after).lightness - Lab(before).lightness) < 1)
        }
        let seeThrough = try await Fixture.pixels(of: Picture.smooth(20, 20, alpha: true), [.tint(color)])
        #expect(seeThrough.colors.map(\.alpha) == Picture.smooth(20, 20, alpha: true).colors.map(\.alpha))
    }

    @Test func colourOperationsOnGrey() async throws {
        let file = PNGFile(kind: .grey, raster: Self.ramp).bytes
        let tinted = try await Fixture.pixels(of: file, [.tint(Color(red: 200, green: 40, blue: 40))])
        #expect(tinted[128, 0].red > tinted[128, 0].green)
        let adjusted = try await Fixture.pixels(of: file, [.adjust(saturation: 3)])
        #expect(adjusted.colors.allSatisfy { $0.isGrey })
    }
}

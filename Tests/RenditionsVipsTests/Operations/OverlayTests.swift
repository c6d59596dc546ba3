import NIOCore
import Renditions
import RenditionsVips
import Testing

@Suite struct OverlayTests {
    private static let ground = Picture.plain(60, 40, Picture.grey(100))
    private static let logo = Picture.marked(12, 8)

    private static func marked(
        _ operation: Watermark, on ground: Raster = ground, with logo: Raster = logo
    ) async throws -> Raster {
        try await Fixture.pixels(of: ground, Pipeline([operation]), overlays: ["logo": logo])
    }

    /// A picture with another one at a place.
    private static func with(_ ground: Raster, _ logo: Raster, x: Int, y: Int) -> Raster {
        Picture.make(ground.size.width, ground.size.height) { column, row in
            let (inX, inY) = (column - x, row - y)
            let isInside = (0..<logo.size.width).contains(inX) && (0..<logo.size.height).contains(inY)
            return isInside ? logo[inX, inY] : ground[column, row]
        }
    }

    @Test(arguments: Gravity.allCases) func placeIsExact(_ gravity: Gravity) async throws {
        for (x, y) in [(0, 0), (5, 3), (-4, 2)] {
            let fraction = gravity.fraction
            let left = Int((48 * fraction.x).rounded(.down)) + (fraction.x == 1 ? -x : x)
            let top = Int((32 * fraction.y).rounded(.down)) + (fraction.y == 1 ? -y : y)
            let result = try await Self.marked(.watermark("logo", gravity: gravity, x: x, y: y, opacity: 1))
            #expect(result == Self.with(Self.ground, Self.logo, x: left, y: top), "\(x),\(y)")
        }
    }

    @Test(arguments: [0, 0.25, 0.5, 1]) func opacityMixes(_ opacity: Double) async throws {
        let logo = Picture.plain(10, 10, Color(red: 220, green: 20, blue: 60))
        let result = try await Self.marked(.watermark("logo", gravity: .northwest, opacity: opacity), with: logo)
        let color = result[5, 5]
        #expect(abs(Double(color.red) - (100 + 120 * opacity)) <= 1)
        #expect(abs(Double(color.green) - (100 - 80 * opacity)) <= 1)
        #expect(abs(Double(color.blue) - (100 - 40 * opacity)) <= 1)
        #expect(result[30, 20] == Picture.grey(100))
    }

    @Test func scaleIsAFractionOfTheWidthBelow() async throws {
        let logo = Picture.plain(12, 8, Picture.red)
        let result = try await Self.marked(
            .watermark("logo", gravity: .northwest, opacity: 1, scale: 0.5), with: logo)
        // 30 pixels of 60; the height follows.
        #expect(result == Self.with(Self.ground, Picture.plain(30, 20, Picture.red), x: 0, y: 0))
    }

    @Test func tilesCoverEverything() async throws {
        let result = try await Self.marked(.watermark("logo", opacity: 1, tile: true))
        #expect(result == Picture.make(60, 40) { Self.logo[$0 % 12, $1 % 8] })
        let colour = Picture.plain(7, 5, Picture.blue)
        #expect(
            try await Self.marked(.watermark("logo", opacity: 1, tile: true), with: colour)
                == Picture.plain(60, 40, Picture.blue))
    }

    @Test func overlaysThatAreTooLargeAreMadeSmaller() async throws {
        let wide = Picture.plain(120, 20, Picture.red)
        let result = try await Self.marked(.watermark("logo", gravity: .south, opacity: 1), with: wide)
        #expect(result == Self.with(Self.ground, Picture.plain(60, 10, Picture.red), x: 0, y: 30))
        let huge = Picture.plain(600, 800, Picture.red)
        let covered = try await Self.marked(.watermark("logo", gravity: .west, opacity: 1), with: huge)
        #expect(covered == Self.with(Self.ground, Picture.plain(30, 40, Picture.red), x: 0, y: 0))
    }

    @Test func onGreyTheLogoKeepsItsColours() async throws {
        let file = PNGFile(kind: .grey, raster: Self.ground).bytes
        let result = try await Fixture.pixels(
            of: file, [.watermark("logo", gravity: .northwest, opacity: 1)],
            overlays: ["logo": try await Fixture.file(Self.logo)])
        #expect(result == Self.with(Self.ground, Self.logo, x: 0, y: 0))
    }

    @Test func seeThroughGroundStaysSo() async throws {
        let ground = Picture.plain(60, 40, .transparent)
        let result = try await Self.marked(.watermark("logo", gravity: .northwest, opacity: 1), on: ground)
        #expect(result.part(PixelRect(x: 0, y: 0, width: 12, height: 8)) == Self.logo)
        #expect(result[30, 30].alpha == 0)
    }

    /// The formulas of W3C Compositing and Blending Level 1, section 9.1.
    private static func blended(_ mode: BlendMode, _ below: Double, _ above: Double) -> Double {
        func hardLight(_ below: Double, _ above: Double) -> Double {
            above <= 0.5 ? 2 * below * above : 1 - 2 * (1 - below) * (1 - above)
        }
        func softLight() -> Double {
            guard above > 0.5 else { return below - (1 - 2 * above) * below * (1 - below) }
            let bright = below <= 0.25 ? ((16 * below - 12) * below + 4) * below : below.squareRoot()
            return below + (2 * above - 1) * (bright - below)
        }
        switch mode {
        case .over: return above
        case .multiply: return below * above
        case .screen: return below + above - below * above
        case .overlay: return hardLight(above, below)
        case .darken: return min(below, above)
        case .lighten: return max(below, above)
        case .colorDodge: return below == 0 ? 0 : above >= 1 ? 1 : min(1, below / (1 - above))
        case .colorBurn: return below >= 1 ? 1 : above <= 0 ? 0 : 1 - min(1, (1 - below) / above)
        case .hardLight: return hardLight(below, above)
        case .softLight: return softLight()
        case .difference: return abs(below - above)
        case .exclusion: return below + above - 2 * below * above
        case .add: return min(1, below + above)
        }
    }

    @Test(arguments: BlendMode.allCases) func blendModesFollowTheirFormulas(_ mode: BlendMode) async throws {
        // All pairs of 16 levels: those below by column, those above by row.
        let ground = Picture.make(16, 16) { x, _ in Picture.grey(x * 17) }
        let layer = Picture.make(16, 16) { _, y in Picture.grey(y * 17) }
        let result = try await Self.marked(
            .watermark("logo", opacity: 1, blend: mode), on: ground, with: layer)
        for y in 0..<16 {
            for x in 0..<16 {
                let expected = 255 * Self.blended(mode, Double(x) / 15, Double(y) / 15)
                // Where black meets white, libvips burns and dodges the other way round; both are used.
                if mode == .colorBurn, x == 15, y == 0 { continue }
                if mode == .colorDodge, x == 0, y == 15 { continue }
                #expect(abs(Double(result[x, y].red) - expected) <= 1.01, "\(x * 17) under \(y * 17)")
            }
        }
    }

    @Test func layersAreLaidInTheirOrder() async throws {
        let overlays: [ObjectKey: Raster] = [
            "red": Picture.plain(60, 40, Picture.red), "blue": Picture.plain(20, 20, Picture.blue),
        ]
        let under = try await Fixture.pixels(
            of: Self.ground, [.composite(Layer("blue"), Layer("red"))], overlays: overlays)
        #expect(under == Picture.plain(60, 40, Picture.red))
        let over = try await Fixture.pixels(
            of: Self.ground, [.composite(Layer("red"), Layer("blue", gravity: .northwest))], overlays: overlays)
        #expect(over[0, 0] == Picture.blue && over[59, 39] == Picture.red)
    }

    @Test func aMissingOverlayIsNamed() async throws {
        let file = try await Fixture.file(Self.ground)
        let code = await Fixture.refusal { try await Fixture.pixels(of: file, [.watermark("logo")]) }
        #expect(code == .missingOverlay)
        let other = await Fixture.refusal {
            try await Fixture.pixels(of: file, [.watermark("logo")], overlays: ["other": file])
        }
        #expect(other == .missingOverlay)
    }

    /// How an overlay is refused, and what is wrong with it.
    private static func refusal(
        of overlay: ByteBuffer, _ change: (inout VipsEngineConfiguration) -> Void = { _ in }
    ) async throws -> (code: RenderError.Code, cause: RenderError.Code?)? {
        let source = ImageSource(try await Fixture.file(ground), overlays: ["logo": overlay])
        do {
            _ = try await Fixture.engine(change).render(
                [Rendition("r", [.watermark("logo")], as: .png())], from: source)
            return nil
        } catch let error as RenderError {
            return (error.code, (error.cause as? RenderError)?.code)
        }
    }

    @Test func aDamagedOverlayIsNotTheOriginalsFault() async throws {
        let file = try await Fixture.file(Picture.busy(90, 70))
        let cut = try #require(file.getSlice(at: file.readerIndex, length: file.readableBytes / 2))
        for isLenient in [false, true] {
            let refusal = try #require(try await Self.refusal(of: cut) { $0.acceptsDamagedImages = isLenient })
            #expect(refusal.code == .invalidOverlay)
            #expect(refusal.cause == .truncatedImage || refusal.cause == .invalidImage)
        }
        #expect(try #require(try await Self.refusal(of: ByteBuffer(string: "no image"))).code == .invalidOverlay)
    }

    @Test func overlaysHaveTheLimitsOfOriginals() async throws {
        let logo = try await Fixture.file(Picture.busy(90, 70))
        #expect(try await Self.refusal(of: logo) { $0.limits.pixels = 90 * 70 } == nil)
        let refusal = try #require(try await Self.refusal(of: logo) { $0.limits.pixels = 90 * 70 - 1 })
        #expect(refusal.code == .invalidOverlay && refusal.cause == .tooManyPixels)
        // Their pixels count as memory that the work holds.
        let info = try await Fixture.engine.get().probe(ImageSource(try await Fixture.file(Self.ground)))
        let rendition = Rendition("r", [.watermark("logo")], as: .png())
        let without = try RenderPlan([rendition], for: info, on: try Fixture.engine.get()).predictedBytes
        let with = without + 90 * 70 * 8
        #expect(try await Self.refusal(of: logo) { $0.limits.memoryBytes = with } == nil)
        #expect(
            try #require(try await Self.refusal(of: logo) { $0.limits.memoryBytes = with - 1 }).code == .tooMuchMemory)
        // Nor do they get time of their own.
        #expect(try #require(try await Self.refusal(of: logo) { $0.limits.seconds = 0 }).code == .timedOut)
    }
}

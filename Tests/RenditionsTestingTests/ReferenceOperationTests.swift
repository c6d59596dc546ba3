import NIOCore
import Renditions
import RenditionsTesting
import Testing

/// What the operations of the reference engine give, pixel by pixel.
@Suite struct ReferenceOperationTests {
    private let red = Color(red: 255, green: 0, blue: 0)
    private let clear = Color(red: 9, green: 9, blue: 9, alpha: 0)

    /// A raster from rows of colours.
    private func raster(_ rows: [[Color]]) -> Raster {
        var raster = Raster(size: PixelSize(width: rows[0].count, height: rows.count), fill: .black)
        for (y, row) in rows.enumerated() {
            for (x, color) in row.enumerated() { raster[x, y] = color }
        }
        return raster
    }

    private func rows(_ raster: Raster) -> [[Color]] {
        (0..<raster.size.height).map { y in (0..<raster.size.width).map { x in raster[x, y] } }
    }

    private func result(
        of rows: [[Color]], _ operations: Pipeline, overlays: [ObjectKey: ByteBuffer] = [:]
    ) async throws -> [[Color]] {
        let source = ImageSource(ReferenceEngine.png(raster(rows)), overlays: overlays)
        let images = try await ReferenceEngine().render([Rendition("a", operations, as: .raw)], from: source)
        let image = try #require(images.first)
        return self.rows(Raster(size: image.size, pixels: Array(image.bytes.readableBytesView)))
    }

    private func grey(_ level: UInt8) -> Color { Color(red: level, green: level, blue: level) }

    @Test func scalingDownTakesMeans() async throws {
        let source = [[grey(0), grey(100), grey(200), grey(100)], [grey(100), grey(200), grey(0), grey(0)]]
        #expect(try await result(of: source, [.resize(width: 2, height: 1, fit: .fill)]) == [[grey(100), grey(75)]])
        #expect(
            try await result(of: [[red, clear]], [.resize(width: 1, height: 1, fit: .fill)])
                == [[Color(red: 255, green: 0, blue: 0, alpha: 128)]])
        #expect(
            try await result(of: source, [.resize(width: 2, height: 2, fit: .fill, kernel: .nearest)])
                == [[grey(100), grey(100)], [grey(200), grey(0)]])
    }

    @Test func scalingUpDrawsStraightLines() async throws {
        let found = try await result(
            of: [[grey(0), grey(200)]], [.resize(width: 4, height: 1, fit: .fill, enlarge: true)])
        #expect(found == [[grey(0), grey(50), grey(150), grey(200)]])
    }

    @Test func paddingFillsWhatIsAround() async throws {
        let source = [[grey(1), grey(2), grey(3)]]
        let blank = Color.transparent
        #expect(
            try await result(of: source, [.pad(left: 2)]) == [[blank, blank, grey(1), grey(2), grey(3)]])
        #expect(
            try await result(of: source, [.pad(right: 2, left: 2, fill: .mirror)])
                == [[grey(2), grey(1), grey(1), grey(2), grey(3), grey(3), grey(2)]])
        #expect(
            try await result(of: source, [.pad(right: 1, left: 1, fill: .edge)])
                == [[grey(1), grey(1), grey(2), grey(3), grey(3)]])
    }

    @Test func trimmingSeesOpacityAndTolerance() async throws {
        let source = [[clear, clear, clear], [clear, red, grey(3)], [clear, clear, clear]]
        #expect(try await result(of: source, [.trim()]) == [[red, grey(3)]])
        let near = [[grey(100), grey(110), grey(111)]]
        #expect(try await result(of: near, [.trim(threshold: 10)]) == [[grey(111)]])
        #expect(try await result(of: near, [.trim(threshold: 11)]) == near)
    }

    @Test func colorsAreChangedAndOpacityKept() async throws {
        let veil = Color(red: 200, green: 100, blue: 0, alpha: 128)
        #expect(try await result(of: [[veil]], [.negate]) == [[Color(red: 55, green: 155, blue: 255, alpha: 128)]])
        #expect(try await result(of: [[veil]], [.flatten()]) == [[Color(red: 227, green: 177, blue: 127)]])
        #expect(try await result(of: [[grey(64)]], [.gamma(2)]) == [[grey(128)]])
        #expect(try await result(of: [[grey(127), grey(128)]], [.threshold(128)]) == [[.black, .white]])
        // The luminance of red is 0.2126 of white's; sRGB stores that as 127.
        #expect(try await result(of: [[red, grey(77)]], [.greyscale]) == [[grey(127), grey(77)]])
    }

    @Test func overlaysAreFadedScaledAndTiled() async throws {
        let overlay = ReferenceEngine.png(raster([[red]]))
        let white = Array(repeating: Array(repeating: Color.white, count: 3), count: 2)
        let pink = Color(red: 255, green: 127, blue: 127)
        #expect(
            try await result(of: white, [.watermark("a.png", gravity: .north)], overlays: ["a.png": overlay])
                == [[.white, pink, .white], [.white, .white, .white]])
        #expect(
            try await result(
                of: white, [.composite(Layer("a.png", tile: true))], overlays: ["a.png": overlay])
                == [[red, red, red], [red, red, red]])
    }

    @Test func cornersAreCutRound() async throws {
        let square = Array(repeating: Array(repeating: red, count: 8), count: 8)
        let found = try await result(of: square, [.roundCorners(radius: 100)])
        #expect(found[0][0].alpha == 0 && found[7][7].alpha == 0)
        #expect(found[4][4].alpha == 255 && found[0][4].alpha > 200)
    }

    @Test func cropsFollowTheirStrategy() async throws {
        var source = Array(repeating: Array(repeating: grey(120), count: 40), count: 10)
        for y in 2..<8 {
            for x in 31..<38 { source[y][x] = (x + y).isMultiple(of: 2) ? red : .white }
        }
        for position in [CropPosition.attention, .entropy] {
            let found = try await result(of: source, [.resize(width: 10, height: 10, position: position)])
            #expect(found.joined().contains(red), "\(position)")
        }
    }

    /// An operation of an application.
    private struct Sepia: ImageOperation, ReferenceOperation, Parameterized {
        static let name: OperationName = "sepia"
        static let parameters: [Parameter<Sepia>] = []
        func outputSize(for size: PixelSize) -> PixelSize { size }
        func sufficientInput(for size: PixelSize) -> PixelSize? { nil }

        func apply(to raster: Raster, overlays: [ObjectKey: Raster]) throws -> Raster {
            Raster(size: raster.size, fill: Color(red: 112, green: 66, blue: 20))
        }
    }

    @Test func applicationsBringTheirOwnOperations() async throws {
        #expect(try await result(of: [[red]], [Sepia(), .negate]) == [[Color(red: 143, green: 189, blue: 235)]])
    }

    @Test func budgetsOfTimeAndMemoryAreKept() async throws {
        let source = ImageSource(ReferenceEngine.png(raster([[red, red]])))
        for (limits, code) in [
            (ImageLimits(seconds: -1), RenderError.Code.timedOut), (ImageLimits(memoryBytes: 1), .tooMuchMemory),
        ] {
            let error = await #expect(throws: RenderError.self) {
                try await ReferenceEngine(limits: limits).render([Rendition("a", as: .raw)], from: source)
            }
            #expect(error?.code == code)
        }
    }
}

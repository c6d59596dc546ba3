import Renditions
import RenditionsTesting
import Testing

/// Sizes and places that operations give.
@Suite struct GeometryTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var source: (Int, Int)
        var resize: Resize
        var expected: (Int, Int)
        var line: Int

        init(_ source: (Int, Int), _ resize: Resize, _ expected: (Int, Int), line: Int = #line) {
            (self.source, self.resize, self.expected, self.line) = (source, resize, expected, line)
        }

        var testDescription: String { "line \(line): \(source) to \(expected)" }
    }

    static let cases: [Case] = [
        // One side.
        Case((400, 200), .resize(width: 100), (100, 50)), Case((400, 200), .resize(height: 100), (200, 100)),
        Case((400, 200), .resize(width: 800), (400, 200)),
        Case((400, 200), .resize(width: 800, enlarge: true), (800, 400)),
        Case((400, 200), .resize(width: 100, reduce: false), (400, 200)),
        // Both, every fit.
        Case((400, 200), .resize(width: 100, height: 100, fit: .cover), (100, 100)),
        Case((400, 200), .resize(width: 100, height: 100, fit: .aspect), (100, 100)),
        Case((400, 200), .resize(width: 100, height: 100, fit: .contain), (100, 100)),
        Case((400, 200), .resize(width: 100, height: 100, fit: .fill), (100, 100)),
        Case((400, 200), .resize(width: 100, height: 100, fit: .inside), (100, 50)),
        Case((400, 200), .resize(width: 100, height: 100, fit: .outside), (200, 100)),
        // Smaller than the box.
        Case((40, 20), .resize(width: 100, height: 100, fit: .cover), (40, 20)),
        Case((40, 200), .resize(width: 100, height: 100, fit: .cover), (40, 100)),
        Case((40, 20), .resize(width: 100, height: 100, fit: .aspect), (20, 20)),
        Case((40, 200), .resize(width: 100, height: 100, fit: .aspect), (40, 40)),
        Case((300, 1000), .resize(width: 512, height: 256, fit: .aspect), (300, 150)),
        Case((1, 1), .resize(width: 16, height: 9, fit: .aspect), (1, 1)),
        Case((40, 20), .resize(width: 100, fit: .aspect), (40, 20)),
        Case((40, 20), .resize(width: 100, height: 100, fit: .aspect, enlarge: true), (100, 100)),
        Case((40, 20), .resize(width: 100, height: 100, fit: .contain), (100, 100)),
        Case((40, 20), .resize(width: 100, height: 100, fit: .fill), (40, 20)),
        Case((40, 20), .resize(width: 100, height: 100, fit: .inside), (40, 20)),
        Case((40, 20), .resize(width: 100, height: 100, fit: .cover, enlarge: true), (100, 100)),
        Case((40, 20), .resize(width: 100, height: 100, fit: .inside, enlarge: true), (100, 50)),
        Case((40, 20), .resize(width: 100, height: 100, fit: .outside, enlarge: true), (200, 100)),
        // Larger, and not to be made smaller.
        Case((400, 200), .resize(width: 100, height: 100, fit: .cover, reduce: false), (100, 100)),
        Case((400, 200), .resize(width: 100, height: 100, fit: .aspect, reduce: false), (100, 100)),
        Case((400, 200), .resize(width: 100, height: 100, fit: .inside, reduce: false), (400, 200)),
        Case((400, 200), .resize(width: 100, height: 100, fit: .contain, reduce: false), (400, 200)),
        Case((400, 50), .resize(width: 100, height: 100, fit: .contain, reduce: false), (400, 100)),
        // Device pixels.
        Case((4000, 2000), .resize(width: 100, devicePixelRatio: 2), (200, 100)),
        Case((4000, 2000), .resize(width: 101, devicePixelRatio: 1.5), (152, 76)),
        Case((4000, 2000), .resize(width: 1, devicePixelRatio: 0.1), (1, 1)),
        // Extreme shapes and rounding.
        Case((940, 2), .resize(width: 100), (100, 1)), Case((940, 2), .resize(width: 100, height: 100), (100, 2)),
        Case((940, 2), .resize(height: 1), (470, 1)), Case((3, 2), .resize(width: 2), (2, 1)),
        Case((100, 99), .resize(width: 50), (50, 50)),
        Case((1, 1), .resize(width: 65_535, enlarge: true), (65_535, 65_535)),
        Case((2_000_000_000, 1), .resize(width: 7), (7, 1)),
    ]

    @Test(arguments: cases) func resize(_ example: Case) throws {
        let source = PixelSize(width: example.source.0, height: example.source.1)
        let expected = PixelSize(width: example.expected.0, height: example.expected.1)
        #expect(example.resize.outputSize(for: source) == expected)
        #expect(try carriedOut(example.resize, on: source) == expected)
    }

    /// The size after the operations that stand for one, each of which must be valid for what comes in.
    private func carriedOut(_ operation: any GeometricOperation, on size: PixelSize) throws -> PixelSize {
        try operation.resolved(for: size).reduce(size) { size, step in
            try step.validate(for: size)
            return step.outputSize(for: size)
        }
    }

    @Test func resolvedOperationsEndWhereTheySay() throws {
        var random = SeededRandom(seed: 2024)
        func side() -> Int {
            // As many small as large ones, and some beyond all reason.
            switch Int.random(in: 0..<10, using: &random) {
            case 0: 1
            case 1...3: Int.random(in: 1...20, using: &random)
            case 4: Int.random(in: 1...2_000_000, using: &random)
            default: Int.random(in: 1...6000, using: &random)
            }
        }
        func box() -> Int { Int.random(in: 1...(Bool.random(using: &random) ? 50 : 4000), using: &random) }
        func fraction() -> Double { Double.random(in: 0...1, using: &random) }
        for number in 0..<10_000 {
            let size = PixelSize(width: side(), height: side())
            var resize = Resize()
            if Bool.random(using: &random) { resize.width = box() }
            if resize.width == nil || Bool.random(using: &random) { resize.height = box() }
            resize.fit = Resize.Fit.allCases.randomElement(using: &random) ?? .cover
            resize.enlarge = Bool.random(using: &random)
            resize.reduce = Int.random(in: 0..<4, using: &random) > 0
            resize.devicePixelRatio = Bool.random(using: &random) ? 1 : Double.random(in: 0.1...8, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: resize.position = .attention
            case 1: resize.position = .focalPoint(x: fraction(), y: fraction())
            default: resize.position = .gravity(Gravity.allCases.randomElement(using: &random) ?? .center)
            }
            do {
                let end = try carriedOut(resize, on: size)
                #expect(end == resize.outputSize(for: size), "\(number): \(size) \(resize)")
                #expect(end.shorterSide >= 1)
                if !resize.enlarge, resize.fit != .contain {
                    #expect(end.width <= size.width && end.height <= size.height, "\(number): \(size) \(resize)")
                }
            } catch {
                Issue.record("\(number): \(size) \(resize): \(error)")
            }
        }
    }

    /// Asked without having been validated, every number is answered with a size.
    @Test func noNumberTrapsWhoAsksForASize() {
        let numbers = [
            Double.nan, .infinity, -.infinity, 0, -0.0, -1, 90, -90, 450, 1e18, 9e18, 3.6e30, -1e300,
            .greatestFiniteMagnitude, .leastNonzeroMagnitude,
        ]
        let sizes = [
            PixelSize(width: 0, height: 0), PixelSize(width: 30, height: 20), PixelSize(width: .max, height: 1),
        ]
        for size in sizes {
            for number in numbers {
                let turned = Rotate.rotate(number).outputSize(for: size)
                #expect(turned.shorterSide >= 0)
                for fit in Resize.Fit.allCases {
                    let resize = Resize.resize(
                        width: 10, height: .max, fit: fit, enlarge: true, devicePixelRatio: number)
                    #expect(resize.outputSize(for: size).shorterSide >= 0)
                    #expect(resize.sufficientInput(for: size).map { $0.shorterSide >= 1 } ?? true)
                }
            }
        }
        let upright = PixelSize(width: 30, height: 20)
        for angle in [90, -90, 270, -270, 450] as [Double] {
            #expect(Rotate.rotate(angle).outputSize(for: upright) == upright.transposed)
        }
        for angle in [0, -0.0, 180, -180, 360, -360, 720] as [Double] {
            #expect(Rotate.rotate(angle).outputSize(for: upright) == upright)
        }
    }

    @Test func textsWithoutOffsetsKeepOffEdgesAndLieInTheMiddle() {
        let (size, canvas) = (PixelSize(width: 40, height: 20), PixelSize(width: 200, height: 100))
        let expected: [Gravity: [Int]] = [
            .northwest: [16, 16], .north: [80, 16], .northeast: [144, 16], .west: [16, 40], .center: [80, 40],
            .east: [144, 40], .southwest: [16, 64], .south: [80, 64], .southeast: [144, 64],
        ]
        for gravity in Gravity.allCases {
            let origin = Text.text("x", gravity: gravity).origin(of: size, on: canvas)
            #expect([origin.x, origin.y] == expected[gravity], "\(gravity)")
        }
        let moved = Text.text("x", gravity: .center, x: 5).origin(of: size, on: canvas)
        #expect([moved.x, moved.y] == [85, 40])
    }

    @Test func focalPointsAreInTheMiddleWhereTheyCanBe() throws {
        func crop(_ x: Double, _ y: Double) throws -> PixelRect? {
            let resize = Resize.resize(width: 100, height: 100, position: .focalPoint(x: x, y: y))
            return try resize.resolved(for: PixelSize(width: 400, height: 100)).compactMap { $0 as? Crop }.first?.rect
        }
        #expect(try crop(0.5, 0.5) == PixelRect(x: 150, y: 0, width: 100, height: 100))
        #expect(try crop(0.25, 0.5) == PixelRect(x: 50, y: 0, width: 100, height: 100))
        #expect(try crop(0, 0) == PixelRect(x: 0, y: 0, width: 100, height: 100))
        #expect(try crop(1, 1) == PixelRect(x: 300, y: 0, width: 100, height: 100))
    }

    @Test func gravitiesReachTheEdges() {
        let (inner, outer) = (PixelSize(width: 3, height: 3), PixelSize(width: 10, height: 8))
        let expected: [Gravity: [Int]] = [
            .northwest: [0, 0], .north: [3, 0], .northeast: [7, 0], .west: [0, 2], .center: [3, 2], .east: [7, 2],
            .southwest: [0, 5], .south: [3, 5], .southeast: [7, 5],
        ]
        for gravity in Gravity.allCases {
            let origin = gravity.origin(of: inner, in: outer)
            #expect([origin.x, origin.y] == expected[gravity], "\(gravity)")
        }
    }

    @Test func layersMoveTowardsTheMiddle() {
        let (size, canvas) = (PixelSize(width: 10, height: 10), PixelSize(width: 100, height: 60))
        func origin(_ gravity: Gravity) -> [Int] {
            let origin = Layer("a", gravity: gravity, x: 3, y: 4).origin(of: size, on: canvas)
            return [origin.x, origin.y]
        }
        #expect(origin(.northwest) == [3, 4])
        #expect(origin(.southeast) == [87, 46])
        #expect(origin(.center) == [48, 29])
    }

    @Test func rotateGrowsTheCanvas() throws {
        let size = PixelSize(width: 100, height: 50)
        let expected: [Double: (Int, Int)] = [
            0: (100, 50), 90: (50, 100), 180: (100, 50), 270: (50, 100), -90: (50, 100), 360: (100, 50),
            -360: (100, 50),
            45: (106, 106), 30: (112, 93), -30: (112, 93), 89.9: (50, 100),
        ]
        for (angle, (width, height)) in expected {
            let rotate = Rotate.rotate(angle)
            #expect(rotate.outputSize(for: size) == PixelSize(width: width, height: height), "\(angle)")
            #expect(try carriedOut(rotate, on: size) == PixelSize(width: width, height: height), "\(angle)")
        }
        #expect(try Rotate.rotate(360).resolved(for: size).isEmpty)
        #expect(try Rotate.rotate(-90).resolved(for: size).first as? Orient == Orient(.left))
        #expect(try Rotate.rotate(90).resolved(for: size).first as? Orient == Orient(.right))
    }

    @Test func padMakesRoom() throws {
        let size = PixelSize(width: 10, height: 20)
        let cases: [(Pad, PixelSize, x: Int, y: Int)] = [
            (.pad(3), PixelSize(width: 16, height: 26), 3, 3),
            (.pad(top: 1, right: 2, bottom: 3, left: 4), PixelSize(width: 16, height: 24), 4, 1),
            (.pad(toWidth: 30, height: 30, gravity: .southeast), PixelSize(width: 30, height: 30), 20, 10),
            (.pad(toWidth: nil, height: 21, gravity: .center), PixelSize(width: 10, height: 21), 0, 0),
        ]
        for (pad, expected, x, y) in cases {
            #expect(pad.outputSize(for: size) == expected)
            #expect(try carriedOut(pad, on: size) == expected)
            let extend = try pad.resolved(for: size).first as? Extend
            #expect(extend?.x == x && extend?.y == y)
        }
        #expect(try Pad.pad(toWidth: 5, height: 5).resolved(for: size).isEmpty)
    }
}

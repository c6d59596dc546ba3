import Foundation
import Renditions
import RenditionsVips
import Testing

@Suite struct OrientTests {
    private static let stored = Picture.marked(7, 4)

    /// The upright picture, pixel by pixel, after the table of EXIF 3.0 for tag 0x0112: where in the stored picture the
    /// pixel of column x and row y comes from.
    private static func upright(_ raster: Raster, _ orientation: Int) -> Raster {
        let (right, bottom) = (raster.size.width - 1, raster.size.height - 1)
        let size = orientation >= 5 ? raster.size.transposed : raster.size
        return Picture.make(size.width, size.height) { x, y in
            switch orientation {
            case 2: raster[right - x, y]
            case 3: raster[right - x, bottom - y]
            case 4: raster[x, bottom - y]
            case 5: raster[y, x]
            case 6: raster[y, bottom - x]
            case 7: raster[right - y, bottom - x]
            case 8: raster[right - y, x]
            default: raster[x, y]
            }
        }
    }

    @Test(arguments: Orientation.allCases) func orientIsExact(_ orientation: Orientation) async throws {
        let result = try await Fixture.pixels(of: Self.stored, [Orient(orientation)])
        #expect(result == Self.upright(Self.stored, orientation.rawValue))
    }

    @Test(arguments: 1...8) func filesAreTurnedUpright(_ orientation: Int) async throws {
        // EXIF with this one tag, in a PNG, which keeps every pixel.
        let exif: [UInt8] =
            [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation)]
            + [0, 0, 0, 0, 0, 0]
        let file = PNGFile(kind: .rgb, raster: Self.stored, chunks: [("eXIf", exif)]).bytes
        let upright = Self.upright(Self.stored, orientation)
        #expect(try await Fixture.pixels(of: file) == upright)
        #expect(try await Fixture.pixels(of: file, [.autoOrient]) == upright, "not turned twice")
        #expect(try await Fixture.pixels(of: file, autoOrient: false) == Self.stored)
        // After the turn, and not before it.
        let cut = PixelRect(x: 1, y: 1, width: 2, height: 2)
        #expect(try await Fixture.pixels(of: file, [Crop(cut)]) == upright.part(cut))
    }

    @Test func mirrorsAreExact() async throws {
        #expect(try await Fixture.pixels(of: Self.stored, [.flip]) == Self.upright(Self.stored, 4))
        #expect(try await Fixture.pixels(of: Self.stored, [.flop]) == Self.upright(Self.stored, 2))
    }

    @Test(arguments: [(0, 1), (90, 6), (180, 3), (270, 8), (-90, 8), (-180, 3), (-270, 6), (360, 1), (-360, 1)])
    func quartersAreExact(_ angle: Int, _ orientation: Int) async throws {
        let result = try await Fixture.pixels(of: Self.stored, [.rotate(Double(angle))])
        #expect(result == Self.upright(Self.stored, orientation))
    }

    @Test(arguments: [10.0, 30, 45, 100, 200, -33])
    func otherAnglesTurnClockwiseAboutTheMiddle(_ angle: Double) async throws {
        // A red dot in the middle and a blue one above it.
        let (width, height) = (61, 41)
        let source = Picture.make(width, height) { x, y in
            if abs(x - 30) <= 2, abs(y - 20) <= 2 { return Picture.red }
            if abs(x - 30) <= 2, abs(y - 8) <= 2 { return Picture.blue }
            return Picture.green
        }
        let background = Color(red: 255, green: 255, blue: 0)
        let operation = Rotate.rotate(angle, background: background)
        let result = try await Fixture.pixels(of: source, [operation])

        let radians = angle * .pi / 180
        let (sine, cosine) = (sin(radians), cos(radians))
        #expect(abs(Double(result.size.width) - (61 * abs(cosine) + 41 * abs(sine))) <= 1)
        #expect(abs(Double(result.size.height) - (61 * abs(sine) + 41 * abs(cosine))) <= 1)
        #expect(result.size == operation.outputSize(for: source.size))

        let (middleX, middleY) = (result.size.width / 2, result.size.height / 2)
        #expect(result[middleX, middleY].distance(to: Picture.red) <= 8)
        // 12 pixels up, turned clockwise: x grows with the sine.
        let dot = (
            x: Int((Double(result.size.width - 1) / 2 + 12 * sine).rounded()),
            y: Int((Double(result.size.height - 1) / 2 - 12 * cosine).rounded())
        )
        #expect(result[dot.x, dot.y].blue > 150 && result[dot.x, dot.y].green < 100)
        for x in [0, result.size.width - 1] {
            for y in [0, result.size.height - 1] { #expect(result[x, y] == background, "corner \(x),\(y)") }
        }
    }

    @Test func transparentCornersByDefault() async throws {
        let result = try await Fixture.pixels(of: Picture.plain(40, 40, Picture.red), [.rotate(45)])
        #expect(result[0, 0].alpha == 0)
        #expect(result[result.size.width / 2, result.size.height / 2] == Picture.red)
    }
}

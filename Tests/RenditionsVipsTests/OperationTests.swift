import Renditions
import RenditionsVips
import Testing

@Suite struct OperationTests {
    /// Four quadrants: red, green, blue, white.
    static func quadrants(_ size: PixelSize) -> Raster {
        var raster = Raster(size: size, fill: .black)
        let colors = [
            Color(red: 255, green: 0, blue: 0), Color(red: 0, green: 255, blue: 0), Color(red: 0, green: 0, blue: 255),
            .white,
        ]
        for y in 0..<size.height {
            for x in 0..<size.width {
                raster[x, y] = colors[(x < size.width / 2 ? 0 : 1) + (y < size.height / 2 ? 0 : 2)]
            }
        }
        return raster
    }

    @Test(arguments: [
        (Resize.Fit.cover, PixelSize(width: 100, height: 100)), (.contain, PixelSize(width: 100, height: 100)),
        (.fill, PixelSize(width: 100, height: 100)), (.inside, PixelSize(width: 100, height: 50)),
        (.outside, PixelSize(width: 200, height: 100)),
    ])
    func resizeFits(_ fit: Resize.Fit, _ expected: PixelSize) async throws {
        let source = Self.quadrants(PixelSize(width: 400, height: 200))
        let result = try await Fixture.pixels(of: source, [.resize(width: 100, height: 100, fit: fit)])
        #expect(result.size == expected)
    }

    @Test func everyOperationRuns() async throws {
        let source = Self.quadrants(PixelSize(width: 120, height: 80))
        let logo = Raster(size: PixelSize(width: 20, height: 10), fill: Color(red: 0, green: 0, blue: 0, alpha: 128))
        let operations: [any ImageOperation] = [
            .resize(width: 60), .resize(width: 60, height: 60, position: .attention),
            .resize(width: 60, height: 60, position: .entropy), .crop(x: 10, y: 10, width: 20, height: 20), .pad(10),
            .pad(10, fill: .blurred), .pad(10, fill: .mirror), .pad(10, fill: .edge), .trim(), .autoOrient, .rotate(90),
            .rotate(33), .rotate(33, background: .white), .flip, .flop, .blur(), .sharpen(), .median(), .normalize(),
            .clahe(), .adjust(brightness: 1.2, contrast: 0.9, saturation: 0.5, hue: 20, lightness: 3), .gamma(),
            .greyscale, .tint(Color(red: 200, green: 100, blue: 50)), .negate, .threshold(), .flatten(),
            .roundCorners(radius: 20), .watermark("logo.png"), .watermark("logo.png", scale: 0.5, tile: true),
            .text("Hello <b> & co", shadow: true), .composite(Layer("logo.png"), Layer("logo.png", blend: .multiply)),
        ]
        for operation in operations {
            for input in [source, Raster(size: PixelSize(width: 30, height: 30), fill: Color(red: 9, green: 9, blue: 9, alpha: 99))] {
                do {
                    let result = try await Fixture.pixels(of: input, [operation], overlays: ["logo.png": logo])
                    let planned = operation.outputSize(for: input.size)
                    if !(operation is Trim) { #expect(result.size == planned, "\(operation)") }
                } catch {
                    Issue.record("\(operation) on \(input.size): \(error)")
                }
            }
            // grey
            do {
                let grey = try await Fixture.file(source)
                _ = try await Fixture.pixels(of: grey, [.greyscale, operation], overlays: ["logo.png": Fixture.file(logo)])
            } catch {
                Issue.record("grey \(operation): \(error)")
            }
        }
    }
}

import NIOCore
import Renditions
import RenditionsVips
import Testing

/// Files that have no pixels before they are drawn, where they are switched on.
@Suite struct DrawnImageTests {
    @Test(arguments: [
        #"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30" fill="red"/></svg>"#,
        #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><rect width="40" height="30" fill="red"/></svg>"#,
    ]) func svgIsDrawnAndScaled(_ text: String) async throws {
        let engine = try Fixture.engine { $0.allowedFormats.insert(.svg) }
        guard engine.reads(.svg) else { return }
        let source = ImageSource(ByteBuffer(string: text))
        let info = try await engine.probe(source)
        #expect(info.size == PixelSize(width: 40, height: 30))
        let images = try await engine.render(
            [Rendition("small", [.resize(width: 20)], as: .raw), Rendition("same", as: .png())],
            from: source)
        #expect(images.map(\.size) == [PixelSize(width: 20, height: 15), PixelSize(width: 40, height: 30)])
        let small = try #require(images.first)
        #expect(Raster(size: small.size, pixels: Array(small.bytes.readableBytesView))[10, 7] == Picture.red)
    }

    @Test func drawingsAreHeldToTheLimitOfPixels() async throws {
        let text = #"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>"#
        for (limit, code) in [(1200, nil), (1199, RenderError.Code.tooManyPixels)] {
            let engine = try Fixture.engine {
                $0.allowedFormats.insert(.svg)
                $0.limits.pixels = limit
            }
            guard engine.reads(.svg) else { return }
            let source = ImageSource(ByteBuffer(string: text))
            #expect(
                await Fixture.refusal { try await engine.render([Rendition("r", as: .png())], from: source) } == code)
        }
    }
}

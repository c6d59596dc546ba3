import Renditions
import Testing

@Suite struct InspectionGIFTests {
    typealias Frame = SampleGIF.Frame

    @Test func still() throws {
        let info = try inspectAll(SampleGIF().bytes).info
        #expect((info.format, info.size, info.pages) == (.gif, PixelSize(width: 4, height: 3), 1))
        #expect((info.delays, info.loopCount, info.bands, info.hasAlpha) == (nil, nil, 3, false))
    }

    @Test func animation() throws {
        let frames = [Frame(delay: 5), Frame(delay: 0, isTransparent: true), Frame()]
        let info = try inspectAll(SampleGIF(repeats: 0, frames: frames).bytes).info
        #expect((info.pages, info.delays, info.loopCount) == (3, [50, 0, 0], 0))
        #expect((info.bands, info.hasAlpha, info.isAnimated) == (4, true, true))
    }

    /// The file says how often the animation repeats after its first time; without that it plays once.
    @Test func loops() throws {
        let frames = [Frame(), Frame()]
        #expect(try inspectAll(SampleGIF(frames: frames).bytes).info.loopCount == 1)
        #expect(try inspectAll(SampleGIF(repeats: 3, frames: frames).bytes).info.loopCount == 4)
    }

    @Test func interlaced() throws {
        #expect(try inspectAll(SampleGIF(frames: [Frame(isInterlaced: true)]).bytes).info.isProgressive)
    }

    @Test func xmp() throws {
        let packet = "<x Iptc4xmpExt:City='Paris'/>"
        let image = try inspectAll(SampleGIF(extensions: SampleGIF.xmp(packet)).bytes)
        #expect(image.xmp == .text(packet))
        #expect(image.info.hasLocation)
    }

    /// Only the first frame widens the canvas, as in libnsgif; all of them widen what the limits count.
    @Test func framesBeyondTheCanvas() throws {
        let frames = [Frame(), Frame(left: 6, top: 7, width: 4, height: 3)]
        #expect(try inspectAll(SampleGIF(frames: frames).bytes).info.size == PixelSize(width: 4, height: 3))
        expectRefusal(.tooManyPixels, SampleGIF(frames: frames).bytes, limits: ImageLimits(pixels: 99))
        expectRefusal(.tooManyPixels, SampleGIF(frames: frames).bytes, limits: ImageLimits(totalPixels: 199))
        #expect(throws: Never.self) { try inspectAll(SampleGIF(frames: frames).bytes, limits: .init(totalPixels: 200)) }
        let far = [Frame(left: 0xFFFF, top: 0xFFFF, width: 0xFFFF, height: 0xFFFF)]
        expectRefusal(.tooManyPixels, SampleGIF(frames: far).bytes)
    }

    @Test func lies() {
        expectRefusal(.invalidImage, SampleGIF(width: 0).bytes)
        expectRefusal(.invalidImage, SampleGIF(height: 0).bytes)
        expectRefusal(.invalidImage, SampleGIF(frames: []).bytes)
        expectRefusal(.truncatedImage, SampleGIF(frames: [], trailer: []).bytes)
        expectRefusal(.invalidImage, SampleGIF(extensions: [0x99]).bytes)
        expectRefusal(.truncatedImage, SampleGIF(frames: [Frame(data: [2, 0])]).bytes, "no data")
        expectRefusal(.truncatedImage, SampleGIF(frames: [Frame(data: [2, 200, 1])]).bytes, "a block past the end")
        expectRefusal(.truncatedImage, SampleGIF(extensions: [0x21]).bytes.dropLast(20) + [0x21])
    }

    @Test func missingPixels() throws {
        // Many files lack the trailer and are whole.
        #expect(try inspectAll(SampleGIF(trailer: []).bytes).isTruncated == false)
        let cut = Array(SampleGIF(frames: [Frame(), Frame()]).bytes.dropLast(3))
        expectRefusal(.truncatedImage, cut)
        let image = try inspectAll(cut, allowsTruncation: true)
        #expect((image.isTruncated, image.info.pages) == (true, 1))
        let first = Array(SampleGIF().bytes.dropLast(3))
        #expect(throws: RenderError.self) { try inspectAll(first, allowsTruncation: true) }
    }

    /// What is no block ends the picture for decoders too: scripts behind a GIF, for example.
    @Test func whatFollowsTheFrames() throws {
        #expect(try inspectAll(SampleGIF(trailer: .text("<script>")).bytes).info.pages == 1)
    }
}

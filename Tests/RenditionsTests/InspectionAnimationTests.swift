import Renditions
import Testing

@Suite struct InspectionAnimationTests {
    @Test func factsOfAGIFAreRead() throws {
        let frames = [TinyGIF.Frame(delay: 5), TinyGIF.Frame(delay: 12, isTransparent: true), TinyGIF.Frame(delay: 0)]
        let info = try inspect(TinyGIF(frames: frames, repeats: 2).bytes).info
        #expect(info.size == PixelSize(width: 4, height: 3))
        #expect(info.pages == 3)
        #expect(info.delays == [50, 120, 0])
        // Repeated twice is shown three times.
        #expect(info.loopCount == 3)
        #expect(info.hasAlpha)
        #expect(info.bands == 4)
        #expect(info.isAnimated)
    }

    @Test func loopsOfAGIF() throws {
        let frames = [TinyGIF.Frame(), TinyGIF.Frame()]
        #expect(try inspect(TinyGIF(frames: frames).bytes).info.loopCount == 1)
        #expect(try inspect(TinyGIF(frames: frames, repeats: 0).bytes).info.loopCount == 0)
        let still = try inspect(TinyGIF(repeats: 0).bytes).info
        #expect(still.loopCount == nil)
        #expect(still.delays == nil)
    }

    @Test func aFirstFrameBeyondTheCanvasWidensIt() throws {
        let info = try inspect(TinyGIF(frames: [.init(left: 2, width: 9, height: 2)]).bytes).info
        #expect(info.size == PixelSize(width: 11, height: 3))
    }

    @Test(arguments: [TinyGIF(width: 0), TinyGIF(height: 0), TinyGIF(frames: [])])
    func whatIsNoGIFIsInvalid(_ gif: TinyGIF) {
        #expect(inspectionFailure(gif.bytes) == .invalidImage)
    }

    @Test func factsOfAWebPAreRead() throws {
        let lossy = try inspect(TinyWebP(width: 300, height: 200).bytes).info
        #expect(lossy.size == PixelSize(width: 300, height: 200))
        #expect(lossy.subsampling == "4:2:0")
        #expect(!lossy.hasAlpha)
        let lossless = try inspect(TinyWebP(width: 300, height: 200, isLossless: true, hasAlpha: true).bytes).info
        #expect(lossless.size == PixelSize(width: 300, height: 200))
        #expect(lossless.bands == 4)
        #expect(lossless.subsampling == nil)
    }

    @Test func animationAndMetadataOfAWebPAreRead() throws {
        let exif = TinyTIFF.exif(main: [.short(0x112, 8)])
        let image = try inspect(
            TinyWebP(
                hasAlpha: true, delays: [100, 65_536], loopCount: 3,
                chunks: [
                    TinyWebP.chunk("ICCP", TinyProfile.sRGB), TinyWebP.chunk("EXIF", Array("Exif\0\0".utf8) + exif),
                    TinyWebP.chunk("XMP ", Array("<photoshop:City>".utf8)),
                ]
            ).bytes)
        #expect(image.info.pages == 2)
        #expect(image.info.delays == [100, 65_536])
        #expect(image.info.loopCount == 3)
        #expect(image.info.hasAlpha)
        #expect(image.info.orientation == .left)
        #expect(image.info.hasLocation)
        #expect(image.exif == exif)
        #expect(image.iccProfile == TinyProfile.sRGB)
    }

    @Test func bytesBehindAWebPAreIgnored() throws {
        #expect(try inspect(TinyWebP().bytes + [1, 2, 3]).info.size == PixelSize(width: 4, height: 3))
    }

    @Test func aFrameOfAnotherSizeIsInvalid() {
        var bytes = TinyWebP(delays: [1]).bytes
        // The width of the only frame, less one, behind RIFF (12), VP8X (18), ANIM (14), and 8 + 6 bytes of ANMF.
        bytes[58] += 1
        #expect(inspectionFailure(bytes) == .invalidImage)
        bytes[58] -= 2
        #expect(inspectionFailure(bytes) == .invalidImage)
    }
}

import Renditions
import Testing

@Suite struct PerceptualHashTests {
    @Test(arguments: [(96, 96), (128, 128), (300, 200), (512, 512)])
    func staysWhenTheImageIsScaled(_ width: Int, _ height: Int) {
        let original = PerceptualHash(GeneratedPicture.scene(256, 256))
        #expect(original.distance(to: PerceptualHash(GeneratedPicture.scene(width, height))) <= 3)
    }

    @Test func staysUnderNoiseAndBrightness() {
        let scene = GeneratedPicture.scene(256, 256)
        let original = PerceptualHash(scene)
        #expect(original.distance(to: PerceptualHash(GeneratedPicture.scene(256, 256, noise: 8))) <= 4)
        var brighter = scene
        for index in brighter.pixels.indices where index % 4 != 3 {
            brighter.pixels[index] = UInt8(min(255, Int(brighter.pixels[index]) + 10))
        }
        #expect(original.distance(to: PerceptualHash(brighter)) <= 4)
    }

    @Test func differsForOtherImages() {
        let scene = PerceptualHash(GeneratedPicture.scene(256, 256))
        #expect(scene.distance(to: PerceptualHash(GeneratedPicture.noise.raster)) > 16)
        let mirrored = GeneratedPicture.scene(256, 256).pixels
        let raster = GeneratedPicture.raster(256, 256) { x, y in
            let level = Int(mirrored[(y * 256 + 255 - x) * 4])
            return (level, level, level, 255)
        }
        #expect(scene.distance(to: PerceptualHash(raster)) > 16)
    }

    @Test func anEvenAreaHasNoBitsWhateverItsNoise() {
        #expect(PerceptualHash(Raster(size: PixelSize(width: 50, height: 40), fill: .white)).bits == 0)
        #expect(PerceptualHash(Raster(size: PixelSize(width: 1, height: 1), fill: .black)).bits == 0)
        let grain = GeneratedPicture.raster(256, 256) { x, y in
            let level = 128 + (x * 7 + y * 13 + x * y) % 2
            return (level, level, level, 255)
        }
        #expect(PerceptualHash(grain).bits == 0)
    }

    @Test func transparencyCountsAsWhite() {
        let disc = GeneratedPicture.disc.raster
        var flattened = disc
        for index in stride(from: 0, to: disc.pixels.count, by: 4) {
            let alpha = Int(disc.pixels[index + 3])
            for channel in index..<index + 3 {
                flattened.pixels[channel] = UInt8((Int(disc.pixels[channel]) * alpha + 255 * (255 - alpha)) / 255)
            }
            flattened.pixels[index + 3] = 255
        }
        #expect(PerceptualHash(disc).distance(to: PerceptualHash(flattened)) == 0)
    }
}

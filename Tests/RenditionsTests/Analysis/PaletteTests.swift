import Renditions
import Testing

@Suite struct PaletteTests {
    private let red = (200, 30, 50, 255)

    @Test func givesTheColoursByCoveredArea() {
        let flag = GeneratedPicture.raster(100, 10) { x, _ in
            x < 50 ? red : x < 80 ? (255, 255, 255, 255) : (0, 40, 160, 255)
        }
        let palette = Palette(flag)
        #expect(palette.colors.map(\.description) == ["#c81e32", "#ffffff", "#0028a0"])
        #expect(palette.swatches.map(\.share) == [0.5, 0.3, 0.2])
        #expect(palette.dominant == Color(red: 200, green: 30, blue: 50))
    }

    @Test func aLogoKeepsItsColourDespiteSmoothedEdges() {
        let logo = GeneratedPicture.raster(64, 64) { x, _ in
            let step = min(max(x - 29, 0), 5)
            return (255 - step * 11, 255 - step * 45, 255 - step * 41, 255)
        }
        #expect(Set(Palette(logo).colors.prefix(2)) == [.white, Color(red: 200, green: 30, blue: 50)])
    }

    @Test func transparentPixelsDoNotCount() {
        let sparse = GeneratedPicture.raster(10, 10) { x, _ in x == 0 ? red : (0, 255, 0, 127) }
        #expect(Palette(sparse).swatches.map(\.share) == [1])
        #expect(Palette(sparse).dominant == Color(red: 200, green: 30, blue: 50))
        #expect(Palette(Raster(size: PixelSize(width: 4, height: 4), fill: .transparent)).swatches.isEmpty)
        let half = GeneratedPicture.raster(10, 10) { _, _ in (9, 9, 9, 128) }
        #expect(Palette(half).dominant == Color(red: 9, green: 9, blue: 9))
    }

    @Test func similarColoursAreOne() {
        let fabric = GeneratedPicture.raster(40, 40) { x, y in (100 + (x + y) % 3, 140 + x % 3, 90 + y % 3, 255) }
        #expect(Palette(fabric).colors.count == 1)
    }

    @Test func givesNoMoreThanTheLimitAndTheSameEachTime() {
        for picture in GeneratedPicture.allCases {
            let palette = Palette(picture.raster)
            #expect((1...6).contains(palette.colors.count))
            #expect(palette.swatches.map(\.share) == palette.swatches.map(\.share).sorted(by: >))
            #expect(Palette(picture.raster) == palette)
            #expect(Palette(picture.raster, limit: 2).colors.count <= 2)
        }
        #expect(Palette(GeneratedPicture.noise.raster).colors.count == 6)
        #expect(Palette(GeneratedPicture.noise.raster, limit: 0).colors.isEmpty)
    }
}

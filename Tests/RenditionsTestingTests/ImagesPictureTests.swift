import Renditions
import RenditionsTesting
import Testing

@Suite struct ImagesPictureTests {
    private let size = PixelSize(width: 48, height: 32)

    @Test func solidIsOneColor() {
        let color = Color(red: 1, green: 2, blue: 3, alpha: 4)
        #expect(TestImage.solid(size, color) == Raster(size: size, fill: color))
    }

    @Test func gradientRunsFromEdgeToEdge() {
        let gradient = TestImage.gradient(size)
        #expect(gradient[0, 0] == Color(red: 0, green: 0, blue: 128))
        #expect(gradient[47, 0] == Color(red: 255, green: 0, blue: 128))
        #expect(gradient[0, 31] == Color(red: 0, green: 255, blue: 128))
        #expect(gradient[24, 16] == Color(red: 130, green: 131, blue: 128))
        #expect(TestImage.gradient(PixelSize(width: 1, height: 1))[0, 0] == Color(red: 0, green: 0, blue: 128))
    }

    @Test func checkerboardChangesAtEveryCell() {
        let board = TestImage.checkerboard(size, cell: 4)
        #expect([board[0, 0], board[3, 3], board[4, 3], board[4, 4]] == [.black, .black, .white, .black])
    }

    @Test func randomPicturesFollowTheirSeed() {
        #expect(TestImage.noise(size, seed: 1) == TestImage.noise(size, seed: 1))
        #expect(TestImage.noise(size, seed: 1) != TestImage.noise(size, seed: 2))
        #expect(TestImage.smoothPhoto(size, seed: 1) == TestImage.smoothPhoto(size, seed: 1))
        #expect(TestImage.smoothPhoto(size, seed: 1) != TestImage.smoothPhoto(size, seed: 2))
    }

    @Test func aPhotoIsEasierToCompressThanNoise() {
        let size = PixelSize(width: 128, height: 96)
        let photo = JPEGWriter.encode(TestImage.smoothPhoto(size, seed: 7), quality: 80)
        let noise = JPEGWriter.encode(TestImage.noise(size, seed: 7), quality: 80)
        #expect(photo.count * 4 < noise.count)
    }

    @Test func aDiscStandsOnNothing() {
        let disc = TestImage.circleOnTransparency(size)
        #expect(disc[0, 0] == .transparent)
        #expect(disc[24, 16] == Color(red: 220, green: 40, blue: 60))
        let alphas = Set(stride(from: 3, to: disc.pixels.count, by: 4).map { disc.pixels[$0] })
        #expect(alphas.contains { $0 > 0 && $0 < 255 })
    }

    @Test func everyOrientationLooksDifferent() {
        let rasters = Orientation.allCases.map { TestImage.orientationTarget(size, stored: $0) }
        #expect(Set(rasters).count == 8)
        for (orientation, raster) in zip(Orientation.allCases, rasters) {
            #expect(raster.size == orientation.oriented(size))
        }
        #expect(rasters[0] == TestImage.orientationTarget(size))
    }

    /// The tag's own words: where the stored first row and column stand in the picture (TIFF 6.0 page 36).
    @Test(arguments: [
        (Orientation.up, "top", "left"), (.upMirrored, "top", "right"), (.down, "bottom", "right"),
        (.downMirrored, "bottom", "left"), (.leftMirrored, "left", "top"), (.right, "right", "top"),
        (.rightMirrored, "right", "bottom"), (.left, "left", "bottom"),
    ])
    func storedPixelsFollowTheTag(_ orientation: Orientation, row: String, column: String) {
        let shown = TestImage.gradient(size)
        let stored = TestImage.stored(shown, as: orientation)
        func side(_ name: String) -> Set<Color> {
            switch name {
            case "top": Set((0..<48).map { shown[$0, 0] })
            case "bottom": Set((0..<48).map { shown[$0, 31] })
            case "left": Set((0..<32).map { shown[0, $0] })
            default: Set((0..<32).map { shown[47, $0] })
            }
        }
        #expect(Set((0..<stored.size.width).map { stored[$0, 0] }) == side(row))
        #expect(Set((0..<stored.size.height).map { stored[0, $0] }) == side(column))
    }

    @Test func textIsDrawnInBlocks() {
        let line = TestImage.text("I1", scale: 3, color: .white, background: .black)
        #expect(line.size == PixelSize(width: 45, height: 33))
        let art = (0..<11).map { row in
            String((0..<15).map { line[$0 * 3 + 1, row * 3 + 1] == .white ? "#" : "." })
        }
        #expect(
            art == [
                "...............", "...............", "...###....#....", "....#....##....", "....#.....#....",
                "....#.....#....", "....#.....#....", "....#.....#....", "...###...###...", "...............",
                "...............",
            ])
        #expect(TestImage.text("abc") == TestImage.text("ABC"))
        #expect(TestImage.text("A?") == TestImage.text("A "))
    }

    @Test func gifColorsAreTheirOwnNearest() {
        for red in stride(from: 0, through: 255, by: 51) {
            let color = Color(red: UInt8(red), green: UInt8(255 - red), blue: 102)
            #expect(GIFWriter.nearest(color) == color)
        }
        #expect(GIFWriter.nearest(Color(red: 25, green: 26, blue: 230)) == Color(red: 0, green: 51, blue: 255))
        #expect(GIFWriter.nearest(Color(red: 9, green: 9, blue: 9, alpha: 127)) == .transparent)
    }
}

import Renditions
import Testing

@Suite struct RasterTests {
    @Test func keepsPixelsRowByRow() {
        var raster = Raster(size: PixelSize(width: 2, height: 2), pixels: Array(0..<16))
        #expect(raster[1, 0] == Color(red: 4, green: 5, blue: 6, alpha: 7))
        #expect(raster[0, 1] == Color(red: 8, green: 9, blue: 10, alpha: 11))
        raster[1, 1] = Color(red: 1, green: 2, blue: 3, alpha: 4)
        #expect(raster.pixels.suffix(4) == [1, 2, 3, 4])
    }

    @Test func isFilledWithAColour() {
        let color = Color(red: 9, green: 8, blue: 7, alpha: 6)
        let raster = Raster(size: PixelSize(width: 3, height: 2), fill: color)
        #expect(raster.pixels.count == 24)
        #expect((0..<3).allSatisfy { raster[$0, 1] == color })
    }
}

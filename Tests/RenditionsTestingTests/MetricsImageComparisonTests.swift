import Renditions
import RenditionsTesting
import Testing

@Suite struct MetricsImageComparisonTests {
    /// Two similar pictures of 24 by 20 pixels.
    private let first = raster(24, 20) { x, y in
        ((x * 9 + y * 3) % 256, (x * 4 + y * 11) % 256, (200 - x * 5 + y) % 256, 255)
    }
    private let second = raster(24, 20) { x, y in
        let green = min(255, (x * 4 + y * 11) % 256 + x * y % 7)
        return ((x * 9 + y * 3) % 256, green, max(0, (200 - x * 5 + y) % 256 - (x + y) % 5), 255)
    }

    private static func raster(_ width: Int, _ height: Int, _ pixel: (Int, Int) -> (Int, Int, Int, Int)) -> Raster {
        var pixels: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                let (red, green, blue, alpha) = pixel(x, y)
                pixels += [UInt8(red), UInt8(green), UInt8(blue), UInt8(alpha)]
            }
        }
        return Raster(size: PixelSize(width: width, height: height), pixels: pixels)
    }

    /// NumPy 2.4 and scikit-image 0.26 (Gaussian weights, sigma 1.5, population covariance), given the same pixels.
    @Test func measuresLikeOthers() {
        #expect(abs(ImageComparison.meanAbsoluteDifference(first, second) - 1.484722222222) < 1e-9)
        #expect(ImageComparison.maximumDifference(first, second) == 6)
        #expect(abs(ImageComparison.psnr(first, second) - 43.286247285237) < 1e-9)
        #expect(abs(ImageComparison.ssim(first, second) - 0.996180316350) < 1e-9)
        #expect(abs(ImageComparison.medianDeltaE2000(first, second) - 1.056015) < 2e-3)
    }

    @Test func equalImagesAreAtNoDistance() {
        #expect(ImageComparison.meanAbsoluteDifference(first, first) == 0)
        #expect(ImageComparison.maximumDifference(first, first) == 0)
        #expect(ImageComparison.psnr(first, first) == .infinity)
        #expect(abs(ImageComparison.ssim(first, first) - 1) < 1e-12)
        #expect(ImageComparison.medianDeltaE2000(first, first) == 0)
    }

    @Test func aNegativeIsNegativelySimilar() {
        let negative = Self.raster(24, 20) { x, y in
            let color = first[x, y]
            return (255 - Int(color.red), 255 - Int(color.green), 255 - Int(color.blue), 255)
        }
        #expect(ImageComparison.ssim(first, negative) < 0)
    }

    @Test(arguments: [(1, 1), (2, 9), (10, 10), (11, 11)])
    func smallImagesHaveASimilarity(_ width: Int, _ height: Int) {
        let size = PixelSize(width: width, height: height)
        let grey = Raster(size: size, fill: Color(red: 120, green: 120, blue: 120))
        #expect(abs(ImageComparison.ssim(grey, grey) - 1) < 1e-12)
        #expect(ImageComparison.ssim(grey, Raster(size: size, fill: .black)) < 0.1)
    }

    @Test func colourUnderFullTransparencyDoesNotCount() {
        let size = PixelSize(width: 4, height: 4)
        let red = Raster(size: size, fill: Color(red: 255, green: 0, blue: 0, alpha: 0))
        let blue = Raster(size: size, fill: Color(red: 0, green: 0, blue: 255, alpha: 0))
        #expect(ImageComparison.maximumDifference(red, blue) == 0)
        #expect(ImageComparison.psnr(red, blue) == .infinity)
        let opaque = Raster(size: size, fill: Color(red: 255, green: 0, blue: 0))
        #expect(ImageComparison.meanAbsoluteDifference(red, opaque) == 127.5)
    }

    @Test func theMedianIgnoresAFewPixels() {
        var spotted = first
        for x in 0..<20 { spotted[x, 0] = .black }
        #expect(ImageComparison.medianDeltaE2000(first, spotted) == 0)
        #expect(ImageComparison.maximumDifference(first, spotted) > 100)
    }
}

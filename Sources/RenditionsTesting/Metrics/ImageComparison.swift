public import Renditions

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// How far apart two images of one size are.
///
/// All measures precondition that the sizes are equal and that there is at least one pixel: a test that compares images
/// of different sizes has already failed.
public enum ImageComparison {
    /// The mean of the differences of all channels, in 8-bit levels: 0 (equal) to 255. Colours count as far as they can be
    /// seen (premultiplied by alpha); alpha is a fourth channel where either image has transparency.
    public static func meanAbsoluteDifference(_ first: Raster, _ second: Raster) -> Double {
        let differences = differences(first, second)
        return differences.reduce(0, +) / Double(differences.count)
    }

    /// The largest difference of any channel, as in ``meanAbsoluteDifference(_:_:)``, in 8-bit levels.
    public static func maximumDifference(_ first: Raster, _ second: Raster) -> Double {
        differences(first, second).reduce(0, max)
    }

    /// Peak signal-to-noise ratio of the luma (BT.601, over white), in decibels: `10 log₁₀ (255² / mean squared error)`;
    /// infinite for equal luma. Above 40 is hard to see; 30 to 35 is usual for JPEG at quality 80.
    public static func psnr(_ first: Raster, _ second: Raster) -> Double {
        let (a, b) = lumas(first, second)
        let squares = zip(a.values, b.values).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        return squares > 0 ? 10 * log10(255 * 255 * Double(a.values.count) / squares) : .infinity
    }

    /// Mean structural similarity of the luma (BT.601, over white): 1 for equal luma, about 0 for unrelated images,
    /// negative for a negative. See `StructuralSimilarity` for the window.
    public static func ssim(_ first: Raster, _ second: Raster) -> Double {
        let (a, b) = lumas(first, second)
        return StructuralSimilarity.mean(a, b)
    }

    /// The median of the colour differences of all pixels (CIEDE2000, over white): 1 is just visible in large patches
    /// side by side. A median shows a shift of all colours and is blind to ringing along edges.
    public static func medianDeltaE2000(_ first: Raster, _ second: Raster) -> Double {
        checkSizes(first, second)
        let (a, b) = (FlattenedPixels(first), FlattenedPixels(second))
        let sorted = zip(a.colors, b.colors).map { DeltaE2000.difference(Lab($0), Lab($1)) }.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    private static func differences(_ first: Raster, _ second: Raster) -> [Double] {
        checkSizes(first, second)
        let channels = first.isOpaque && second.isOpaque ? 3 : 4
        var differences: [Double] = []
        differences.reserveCapacity(first.size.area * channels)
        for index in stride(from: 0, to: first.pixels.count, by: 4) {
            let (a, b) = (Double(first.pixels[index + 3]), Double(second.pixels[index + 3]))
            for channel in index..<index + 3 {
                differences.append(
                    abs(Double(first.pixels[channel]) * a - Double(second.pixels[channel]) * b) / 255)
            }
            if channels == 4 { differences.append(abs(a - b)) }
        }
        return differences
    }

    private static func lumas(_ first: Raster, _ second: Raster) -> (LumaValues, LumaValues) {
        checkSizes(first, second)
        return (LumaValues(first), LumaValues(second))
    }

    private static func checkSizes(_ first: Raster, _ second: Raster) {
        precondition(first.size == second.size, "images of different sizes: \(first.size) and \(second.size)")
        precondition(first.size.area > 0, "images without pixels")
    }
}

import Renditions

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Structural similarity (Wang, Bovik, Sheikh and Simoncelli, "Image quality assessment: from error visibility to
/// structural similarity", 2004): Gaussian window of 11 by 11 with a standard deviation of 1.5, K₁ 0.01, K₂ 0.03.
///
/// Only windows that lie within the image count. In an image with a side under 11 the window is the largest odd square
/// that fits.
enum StructuralSimilarity {
    private static let c1 = (0.01 * 255) * (0.01 * 255)
    private static let c2 = (0.03 * 255) * (0.03 * 255)

    /// The mean over all windows.
    static func mean(_ first: LumaValues, _ second: LumaValues) -> Double {
        let (width, height) = (first.size.width, first.size.height)
        let side = min(11, (first.size.shorterSide - 1) / 2 * 2 + 1)
        let window = gaussian(side)
        func blurred(_ values: [Double]) -> [Double] { valid(values, width, height, window) }
        let (a, b) = (first.values, second.values)
        let meanA = blurred(a)
        let meanB = blurred(b)
        let squareA = blurred(a.map { $0 * $0 })
        let squareB = blurred(b.map { $0 * $0 })
        let product = blurred(zip(a, b).map { $0 * $1 })
        let sum = meanA.indices.reduce(0.0) { sum, index in
            let (x, y) = (meanA[index], meanB[index])
            let variances = squareA[index] - x * x + squareB[index] - y * y
            let covariance = product[index] - x * y
            return sum + (2 * x * y + c1) * (2 * covariance + c2) / ((x * x + y * y + c1) * (variances + c2))
        }
        return sum / Double(meanA.count)
    }

    /// Weights that add up to 1.
    private static func gaussian(_ side: Int) -> [Double] {
        let weights = (0..<side).map { exp(-Double(($0 - side / 2) * ($0 - side / 2)) / (2 * 1.5 * 1.5)) }
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }

    /// The weighted means of all windows that lie within the image: the window is separable, so rows first.
    private static func valid(_ values: [Double], _ width: Int, _ height: Int, _ window: [Double]) -> [Double] {
        let columns = width - window.count + 1
        let rows = height - window.count + 1
        var lines = [Double](repeating: 0, count: columns * height)
        for y in 0..<height {
            for (shift, weight) in window.enumerated() {
                for x in 0..<columns { lines[y * columns + x] += values[y * width + x + shift] * weight }
            }
        }
        var means = [Double](repeating: 0, count: columns * rows)
        for y in 0..<rows {
            for (shift, weight) in window.enumerated() {
                for x in 0..<columns { means[y * columns + x] += lines[(y + shift) * columns + x] * weight }
            }
        }
        return means
    }
}

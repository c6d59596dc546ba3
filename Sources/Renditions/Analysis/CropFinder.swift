/// Finds the part of an image that is most worth keeping, on a small version of it.
///
/// Every pixel gets a score; of all windows of the wanted shape the one with the highest total wins, and among near
/// equals the one nearest the middle.
package struct CropFinder {
    /// A longer side of so many pixels tells enough, and keeps the work small beside the decode.
    package static let rasterSide = 96

    private let size: PixelSize
    /// The sum of the scores above and to the left of each corner: a window's total is four look-ups.
    private let sums: [Double]

    package init(_ raster: Raster, by strategy: SmartCrop.Strategy) {
        size = raster.size
        let lightness = Self.lightness(of: raster)
        let scores: [Double] =
            switch strategy {
            case .attention: Self.attention(raster, lightness)
            case .entropy: Self.rarity(lightness, size: raster.size)
            }
        sums = Self.cumulated(scores, size: raster.size)
    }

    /// The best window.
    ///
    /// - Parameters:
    ///   - inner: pixels of the window.
    ///   - outer: pixels of the image that the small version stands for.
    package func rect(of inner: PixelSize, in outer: PixelSize) -> PixelRect {
        let xScale = Double(size.width) / Double(outer.width)
        let yScale = Double(size.height) / Double(outer.height)
        let width = max(1, min(size.width, Int((Double(inner.width) * xScale).rounded())))
        let height = max(1, min(size.height, Int((Double(inner.height) * yScale).rounded())))
        let (columns, rows) = (size.width - width, size.height - height)
        var best = (score: -Double.infinity, x: 0, y: 0)
        for y in 0...rows {
            for x in 0...columns {
                // At an edge a window counts for a twentieth less than in the middle, which settles what is nearly equal.
                let offCenter = max(
                    columns == 0 ? 0 : abs(Double(2 * x - columns)) / Double(columns),
                    rows == 0 ? 0 : abs(Double(2 * y - rows)) / Double(rows))
                // What lies in the middle of the window counts three times, so that a face is not cut by its edge.
                let middle = total(
                    x: x + width / 4, y: y + height / 4, width: (width + 1) / 2, height: (height + 1) / 2)
                let score = (total(x: x, y: y, width: width, height: height) + 2 * middle) * (1 - 0.05 * offCenter)
                if score > best.score { best = (score, x, y) }
            }
        }
        func position(_ found: Int, of room: Int, in whole: Int) -> Int {
            // Scaled by the room that is left, so that a window at the edge of the small image is at the edge of the
            // large one.
            room == 0 ? whole / 2 : Int((Double(found) / Double(room) * Double(whole)).rounded())
        }
        return PixelRect(
            x: position(best.x, of: columns, in: outer.width - inner.width),
            y: position(best.y, of: rows, in: outer.height - inner.height), width: inner.width, height: inner.height)
    }

    private func total(x: Int, y: Int, width: Int, height: Int) -> Double {
        let stride = size.width + 1
        let (top, bottom) = (y * stride, (y + height) * stride)
        return sums[bottom + x + width] - sums[bottom + x] - sums[top + x + width] + sums[top + x]
    }

    private static func cumulated(_ scores: [Double], size: PixelSize) -> [Double] {
        let stride = size.width + 1
        var sums = Array(repeating: 0.0, count: stride * (size.height + 1))
        for y in 0..<size.height {
            var row = 0.0
            for x in 0..<size.width {
                row += scores[y * size.width + x]
                sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row
            }
        }
        return sums
    }

    // MARK: - Scores

    /// Luma of every pixel, 0 to 1 (ITU-R BT.709), on black where it is transparent.
    private static func lightness(of raster: Raster) -> [Double] {
        stride(from: 0, to: raster.pixels.count, by: 4).map { index in
            let red = Double(raster.pixels[index])
            let green = Double(raster.pixels[index + 1])
            let blue = Double(raster.pixels[index + 2])
            return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255 * Double(raster.pixels[index + 3]) / 255
        }
    }

    /// Skin, saturated colours and edges, in falling order of what draws the eye.
    private static func attention(_ raster: Raster, _ lightness: [Double]) -> [Double] {
        let (width, height) = (raster.size.width, raster.size.height)
        return (0..<width * height).map { index in
            let (x, y) = (index % width, index / width)
            let middle = lightness[index]
            var edge = 0.0
            if x > 0, x < width - 1, y > 0, y < height - 1 {
                edge = abs(
                    4 * middle - lightness[index - 1] - lightness[index + 1] - lightness[index - width]
                        - lightness[index + width])
            }
            let red = Double(raster.pixels[index * 4]) / 255
            let green = Double(raster.pixels[index * 4 + 1]) / 255
            let blue = Double(raster.pixels[index * 4 + 2]) / 255
            let alpha = Double(raster.pixels[index * 4 + 3]) / 255
            let (most, least) = (max(red, green, blue), min(red, green, blue))
            let saturation = most == 0 ? 0 : (most - least) / most
            let vivid = saturation > 0.4 && (0.05...0.9).contains(middle) ? saturation : 0
            // Greys with a touch of brown are near skin's direction too; skin has colour.
            let skin = (0.15...0.75).contains(saturation) ? skin(red, green, blue, middle) : 0
            return (0.2 * min(1, edge) + 1.2 * vivid + 1.8 * skin) * alpha
        }
    }

    /// How near a colour's direction is to that of skin, 0 to 1. The direction (0.735, 0.537, 0.415) is the mean of skin
    /// tones from light to dark, which differ in lightness far more than in hue.
    private static func skin(_ red: Double, _ green: Double, _ blue: Double, _ lightness: Double) -> Double {
        let length = (red * red + green * green + blue * blue).squareRoot()
        guard length > 0, (0.2...0.95).contains(lightness) else { return 0 }
        let (x, y, z) = (red / length - 0.735, green / length - 0.537, blue / length - 0.415)
        let nearness = 1 - (x * x + y * y + z * z).squareRoot()
        return nearness > 0.8 ? (nearness - 0.8) / 0.2 : 0
    }

    /// How rare each tone is among its neighbours: the Gini impurity of the neighbourhood, which grows with its entropy.
    /// Flat parts score nothing, detail and texture much.
    private static func rarity(_ lightness: [Double], size: PixelSize) -> [Double] {
        let (width, height) = (size.width, size.height)
        let radius = 2
        return (0..<width * height).map { index in
            let (x, y) = (index % width, index / width)
            let own = Int(lightness[index] * 15.999)
            var same = 0
            var count = 0
            for row in max(0, y - radius)...min(height - 1, y + radius) {
                for column in max(0, x - radius)...min(width - 1, x + radius) {
                    count += 1
                    if Int(lightness[row * width + column] * 15.999) == own { same += 1 }
                }
            }
            return 1 - Double(same) / Double(count)
        }
    }
}

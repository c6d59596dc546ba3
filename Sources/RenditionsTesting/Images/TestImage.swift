public import Renditions

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Pictures that are computed, the same ones on every machine: what tests scale, turn, encode and compare.
///
/// All preconditions are those of `Raster`: no side is negative. The writers beside this type turn pictures into files.
public enum TestImage {
    /// One colour.
    public static func solid(_ size: PixelSize, _ color: Color) -> Raster {
        Raster(size: size, fill: color)
    }

    /// Red grows from left to right, green from top to bottom, blue is 128: the pixel in column x and row y is
    /// (⌊255 x / (width − 1)⌋, ⌊255 y / (height − 1)⌋, 128), a side of one pixel counting as 0.
    public static func gradient(_ size: PixelSize) -> Raster {
        raster(size) { x, y in
            Color(
                red: UInt8(x * 255 / max(1, size.width - 1)), green: UInt8(y * 255 / max(1, size.height - 1)), blue: 128
            )
        }
    }

    /// Black and white squares, the upper left one black: the hardest thing to scale.
    ///
    /// - Parameter cell: pixels of a square's side, at least 1.
    public static func checkerboard(_ size: PixelSize, cell: Int) -> Raster {
        raster(size) { x, y in (x / cell + y / cell).isMultiple(of: 2) ? .black : .white }
    }

    /// Opaque pixels of which every channel is random: what no encoder makes smaller.
    public static func noise(_ size: PixelSize, seed: UInt64) -> Raster {
        var random = SeededRandom(seed: seed)
        return raster(size) { _, _ in
            let word = random.next()
            return Color(
                red: UInt8(truncatingIfNeeded: word), green: UInt8(truncatingIfNeeded: word >> 8),
                blue: UInt8(truncatingIfNeeded: word >> 16))
        }
    }

    /// A disc of (220, 40, 60) with a soft edge, one pixel wide, in the middle of nothing. Its radius is two fifths of
    /// the shorter side. Transparent pixels are black, so that a blend that forgets to premultiply shows dark fringes.
    public static func circleOnTransparency(_ size: PixelSize) -> Raster {
        let radius = Double(size.shorterSide) * 0.4
        return raster(size) { x, y in
            // From the picture's middle to the pixel's.
            let distance = hypot(
                Double(x) + 0.5 - Double(size.width) / 2, Double(y) + 0.5 - Double(size.height) / 2)
            let coverage = min(max(radius + 0.5 - distance, 0), 1)
            guard coverage > 0 else { return .transparent }
            return Color(red: 220, green: 40, blue: 60, alpha: UInt8((coverage * 255).rounded()))
        }
    }

    /// A raster whose pixels a formula gives, row by row.
    static func raster(_ size: PixelSize, _ color: (_ x: Int, _ y: Int) -> Color) -> Raster {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(size.area * 4)
        for y in 0..<size.height {
            for x in 0..<size.width {
                let color = color(x, y)
                pixels.append(color.red)
                pixels.append(color.green)
                pixels.append(color.blue)
                pixels.append(color.alpha)
            }
        }
        return Raster(size: size, pixels: pixels)
    }
}

/// A small image in memory: what analysis reads, what placeholders decode to and what tests compare.
///
/// Four bytes a pixel (red, green, blue, alpha), 8 bits each, sRGB, not premultiplied, row by row from the upper left
/// corner. Engines have their own pixels; a raster is for images of some hundred pixels a side.
public struct Raster: Hashable, Sendable {
    public let size: PixelSize
    /// The bytes; their count stays `size.area * 4`.
    public var pixels: [UInt8]

    /// - Precondition: `pixels` holds four bytes for each pixel of `size`, and no side is negative.
    public init(size: PixelSize, pixels: [UInt8]) {
        precondition(size.width >= 0 && size.height >= 0, "a raster's sides are 0 or more")
        precondition(pixels.count == size.area * 4, "a raster has four bytes a pixel")
        self.size = size
        self.pixels = pixels
    }

    /// A raster of one colour.
    public init(size: PixelSize, fill: Color) {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(size.area * 4)
        for _ in 0..<size.area {
            pixels.append(fill.red)
            pixels.append(fill.green)
            pixels.append(fill.blue)
            pixels.append(fill.alpha)
        }
        self.init(size: size, pixels: pixels)
    }

    /// The pixel in column `x` and row `y`, both counted from 0.
    public subscript(x: Int, y: Int) -> Color {
        get {
            let offset = self.offset(x, y)
            return Color(
                red: pixels[offset], green: pixels[offset + 1], blue: pixels[offset + 2], alpha: pixels[offset + 3])
        }
        set {
            let offset = self.offset(x, y)
            pixels[offset] = newValue.red
            pixels[offset + 1] = newValue.green
            pixels[offset + 2] = newValue.blue
            pixels[offset + 3] = newValue.alpha
        }
    }

    /// Without this check a column beyond the row's end would read the next row.
    private func offset(_ x: Int, _ y: Int) -> Int {
        precondition(x >= 0 && x < size.width && y >= 0 && y < size.height, "a pixel lies within its raster")
        return (y * size.width + x) * 4
    }
}

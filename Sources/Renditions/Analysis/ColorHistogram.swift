/// The colours of an image counted in cells of 8 levels a channel, so that grouping them costs by colours, not pixels.
struct ColorHistogram {
    /// The mean of a cell's pixels and how many they are.
    struct Cell {
        let color: Color
        let lab: Oklab
        let weight: Double
    }

    /// Without empty cells, in the fixed order of the cells.
    let cells: [Cell]

    /// Pixels that are less than half visible (alpha under 128) don't count.
    init(_ raster: Raster) {
        var counts = [Int32](repeating: 0, count: 1 << 15)
        var sums = [SIMD3<Int32>](repeating: .zero, count: 1 << 15)
        raster.pixels.withUnsafeBufferPointer { bytes in
            for index in stride(from: 0, to: bytes.count, by: 4) where bytes[index + 3] >= 128 {
                let pixel = SIMD3(Int32(bytes[index]), Int32(bytes[index + 1]), Int32(bytes[index + 2]))
                let cell = Int(pixel.x >> 3) << 10 | Int(pixel.y >> 3) << 5 | Int(pixel.z >> 3)
                counts[cell] += 1
                sums[cell] &+= pixel
            }
        }
        cells = counts.indices.filter { counts[$0] > 0 }.map { cell in
            let count = counts[cell]
            let mean = (sums[cell] &+ SIMD3(repeating: count / 2)) / SIMD3(repeating: count)
            let color = Color(red: UInt8(mean.x), green: UInt8(mean.y), blue: UInt8(mean.z))
            return Cell(
                color: color, lab: Oklab(red: color.red, green: color.green, blue: color.blue), weight: Double(count))
        }
    }
}

public import Renditions

extension Equalize: ReferenceOperation {
    public func apply(to raster: Raster, overlays: [ObjectKey: Raster]) throws -> Raster {
        let size = raster.size
        let window = PixelWindow(width: width, height: height, in: size)
        return raster.mappingLightness { lightness in
            let levels = lightness.map { Int(($0 * 2.55).rounded()) }
            return (0..<size.area).map { index in
                let (x, y) = (index % size.width, index / size.width)
                var counts = Array(repeating: 0, count: 256)
                for row in window.rows(around: y) {
                    let start = Extend.mirrored(row, in: size.height) * size.width
                    for column in window.columns(around: x) {
                        counts[levels[start + Extend.mirrored(column, in: size.width)]] += 1
                    }
                }
                return Double(equalized(levels[index], by: counts, of: window.size.area)) / 2.55
            }
        }
    }

    /// The level that takes the place of one, by how many of a window's pixels have each level.
    private func equalized(_ level: Int, by counts: [Int], of total: Int) -> Int {
        guard maximumSlope > 0 else { return 255 * counts[...level].reduce(0, +) / total }
        let bounded = counts.map { min($0, maximumSlope) }
        let excess = total - bounded.reduce(0, +)
        return 255 * (bounded[...level].reduce(0, +) + (level + 1) * excess / 256) / total
    }
}

public import Renditions

extension RoundCorners: ReferenceOperation {
    public func apply(to raster: Raster, overlays: [ObjectKey: Raster]) throws -> Raster {
        let size = raster.size
        let radius = min(radius, Double(size.shorterSide) / 2)
        /// How far the middle of a pixel is beyond the straight part of an edge.
        func beyond(_ index: Int, _ length: Int) -> Double {
            max(0, abs(Double(index) + 0.5 - Double(length) / 2) - (Double(length) / 2 - radius))
        }
        return Raster(size: size) { x, y in
            var color = raster[x, y]
            let (dx, dy) = (beyond(x, size.width), beyond(y, size.height))
            let coverage = min(max(radius + 0.5 - (dx * dx + dy * dy).squareRoot(), 0), 1)
            color.alpha = PremultipliedPixels.level(Double(color.alpha) * coverage)
            return color
        }
    }
}

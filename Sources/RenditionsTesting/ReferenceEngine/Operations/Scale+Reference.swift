public import Renditions

extension Scale: ReferenceOperation {
    /// Every kernel but `nearest` is a mean of what a pixel covers, or a straight line between neighbours: the sizes are
    /// those of any engine, the sharpness is not.
    public func apply(to raster: Raster, overlays: [ObjectKey: Raster]) throws -> Raster {
        guard raster.size != PixelSize(width: width, height: height) else { return raster }
        let source = PremultipliedPixels(raster)
        var wide = PremultipliedPixels(size: PixelSize(width: width, height: raster.size.height))
        let columns = AxisWeights(from: raster.size.width, to: width, kernel: kernel)
        for x in 0..<width {
            let weights = columns.weights(of: x)
            for y in 0..<raster.size.height {
                for (column, weight) in weights {
                    let (from, to) = ((y * raster.size.width + column) * 4, (y * width + x) * 4)
                    for channel in 0..<4 { wide.channels[to + channel] += source.channels[from + channel] * weight }
                }
            }
        }
        var result = PremultipliedPixels(size: PixelSize(width: width, height: height))
        let rows = AxisWeights(from: raster.size.height, to: height, kernel: kernel)
        for y in 0..<height {
            for (row, weight) in rows.weights(of: y) {
                for index in 0..<width * 4 {
                    result.channels[y * width * 4 + index] += wide.channels[row * width * 4 + index] * weight
                }
            }
        }
        return result.raster
    }
}

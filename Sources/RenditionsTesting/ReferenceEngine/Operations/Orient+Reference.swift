public import Renditions

extension Orient: ReferenceOperation {
    public func apply(to raster: Raster, overlays: [ObjectKey: Raster]) throws -> Raster {
        let (right, bottom) = (raster.size.width - 1, raster.size.height - 1)
        return Raster(size: outputSize(for: raster.size)) { x, y in
            switch orientation {
            case .up: raster[x, y]
            case .upMirrored: raster[right - x, y]
            case .down: raster[right - x, bottom - y]
            case .downMirrored: raster[x, bottom - y]
            case .leftMirrored: raster[y, x]
            case .right: raster[y, bottom - x]
            case .rightMirrored: raster[right - y, bottom - x]
            case .left: raster[right - y, x]
            }
        }
    }
}

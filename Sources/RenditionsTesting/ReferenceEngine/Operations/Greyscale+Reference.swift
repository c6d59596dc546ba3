public import Renditions

extension Greyscale: ReferenceOperation {
    public func apply(to raster: Raster, overlays: [ObjectKey: Raster]) throws -> Raster {
        raster.mappingColors { color in
            let level = color.greyLevel
            return (level, level, level)
        }
    }
}

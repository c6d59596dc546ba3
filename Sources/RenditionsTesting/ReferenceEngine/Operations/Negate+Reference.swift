public import Renditions

extension Negate: ReferenceOperation {
    public func apply(to raster: Raster, overlays: [ObjectKey: Raster]) throws -> Raster {
        raster.mappingColors { (255 - $0.red, 255 - $0.green, 255 - $0.blue) }
    }
}

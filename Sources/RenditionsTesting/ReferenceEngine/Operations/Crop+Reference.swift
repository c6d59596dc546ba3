public import Renditions

extension Crop: ReferenceOperation {
    public func apply(to raster: Raster, overlays: [ObjectKey: Raster]) throws -> Raster { raster.part(rect) }
}

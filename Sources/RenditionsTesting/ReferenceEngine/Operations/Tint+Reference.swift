public import Renditions

extension Tint: ReferenceOperation {
    public func apply(to raster: Raster, overlays: [ObjectKey: Raster]) throws -> Raster {
        let tint = Lab(color)
        return raster.mappingLab { Lab(lightness: $0.lightness, a: tint.a, b: tint.b) }
    }
}

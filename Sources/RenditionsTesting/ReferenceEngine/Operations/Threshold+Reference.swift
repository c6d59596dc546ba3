public import Renditions

extension Threshold: ReferenceOperation {
    public func apply(to raster: Raster, overlays: [ObjectKey: Raster]) throws -> Raster {
        raster.mappingColors { color in
            let value: UInt8 = Int(color.greyLevel) >= level ? 255 : 0
            return (value, value, value)
        }
    }
}

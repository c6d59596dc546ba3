public import Renditions

extension Flatten: ReferenceOperation {
    public func apply(to raster: Raster, overlays: [ObjectKey: Raster]) throws -> Raster {
        let ground = Color(red: background.red, green: background.green, blue: background.blue)
        return Raster(size: raster.size) { x, y in raster[x, y].over(ground) }
    }
}

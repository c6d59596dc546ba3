public import Renditions

extension Blur: ReferenceOperation {
    public func apply(to raster: Raster, overlays: [ObjectKey: Raster]) throws -> Raster {
        var pixels = PremultipliedPixels(raster)
        pixels.channels = Gaussian(sigma: sigma).smoothed(pixels.channels, of: raster.size, channels: 4)
        return pixels.raster
    }
}

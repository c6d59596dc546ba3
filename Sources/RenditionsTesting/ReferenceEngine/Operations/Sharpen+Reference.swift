public import Renditions

extension Sharpen: ReferenceOperation {
    public func apply(to raster: Raster, overlays: [ObjectKey: Raster]) throws -> Raster {
        let gaussian = Gaussian(sigma: sigma)
        return Self.filled(raster, by: gaussian).mappingLightness { lightness in
            zip(lightness, gaussian.smoothed(lightness, of: raster.size, channels: 1)).map { own, around in
                min(max(own + change(for: own - around), 0), 100)
            }
        }
    }

    /// What is added to the lightness, in L*, where it differs so much from the mean around.
    private func change(for difference: Double) -> Double {
        let edge = 2.0
        let beyond = max(abs(difference) - edge, 0)
        let change = min(abs(difference), edge) * flat + beyond * jagged
        return difference < 0 ? max(-change, -20) : min(change, 10)
    }

    /// The raster with pixels that are not seen in the colours of those around them that are: else the edge of what is
    /// seen would be taken for an edge between colours.
    private static func filled(_ raster: Raster, by gaussian: Gaussian) -> Raster {
        guard !raster.isOpaque else { return raster }
        let spread = gaussian.smoothed(PremultipliedPixels(raster).channels, of: raster.size, channels: 4)
        return Raster(size: raster.size) { x, y in
            let index = (y * raster.size.width + x) * 4
            let alpha = spread[index + 3]
            guard raster[x, y].alpha == 0, alpha > 0 else { return raster[x, y] }
            func color(_ channel: Int) -> UInt8 { PremultipliedPixels.level(spread[index + channel] / alpha) }
            return Color(red: color(0), green: color(1), blue: color(2), alpha: 0)
        }
    }
}

public import Renditions

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension Adjust: ReferenceOperation {
    public func apply(to raster: Raster, overlays: [ObjectKey: Raster]) throws -> Raster {
        let (sine, cosine) = (sin(hue * .pi / 180), cos(hue * .pi / 180))
        return raster.mappingLab { color in
            Lab(
                lightness: (color.lightness * brightness - 50) * contrast + 50 + lightness,
                a: (color.a * cosine - color.b * sine) * saturation,
                b: (color.a * sine + color.b * cosine) * saturation)
        }
    }
}

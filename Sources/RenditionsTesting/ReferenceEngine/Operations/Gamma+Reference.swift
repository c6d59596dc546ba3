public import Renditions

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension Gamma: ReferenceOperation {
    public func apply(to raster: Raster, overlays: [ObjectKey: Raster]) throws -> Raster {
        let levels = (0...255).map { PremultipliedPixels.level(pow(Double($0) / 255, 1 / exponent) * 255) }
        return raster.mappingColors { (levels[Int($0.red)], levels[Int($0.green)], levels[Int($0.blue)]) }
    }
}

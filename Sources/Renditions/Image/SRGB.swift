#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The transfer function of sRGB (IEC 61966-2-1:1999, section 5.2): stored levels to linear light and back.
package enum SRGB {
    /// Linear light, 0 to 1, of each of the 256 stored levels.
    package static let linear: [Double] = (0...255).map { linear(Double($0) / 255) }

    /// Linear light, 0 to 1, of a stored value from 0 to 1.
    package static func linear(_ stored: Double) -> Double {
        stored <= 0.04045 ? stored / 12.92 : pow((stored + 0.055) / 1.055, 2.4)
    }

    /// The stored level that is nearest to a linear light; what lies outside 0 to 1 is clipped.
    package static func level(_ linear: Double) -> UInt8 {
        let light = min(max(linear, 0), 1)
        let stored = light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055
        return UInt8(stored * 255 + 0.5)
    }
}

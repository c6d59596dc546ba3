#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A colour in Oklab, where equal distances look about equally different: lightness 0 to 1, a (green to red) and b (blue
/// to yellow) about -0.4 to 0.4. Matrices: Björn Ottosson, "A perceptual color space for image processing", 2020, in
/// the version of 2021-01-25.
struct Oklab {
    /// Lightness, a, b.
    var components: SIMD3<Double>

    init(_ components: SIMD3<Double>) { self.components = components }

    /// A colour from its stored levels, opacity aside.
    init(red: UInt8, green: UInt8, blue: UInt8) {
        let (r, g, b) = (SRGB.linear[Int(red)], SRGB.linear[Int(green)], SRGB.linear[Int(blue)])
        let l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
        let m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
        let s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
        components = SIMD3(
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s)
    }

    /// The nearest opaque sRGB colour, each channel clipped by itself.
    var color: Color {
        let (lightness, a, b) = (components.x, components.y, components.z)
        let l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b)
        let m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b)
        let s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b)
        return Color(
            red: SRGB.level(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            green: SRGB.level(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            blue: SRGB.level(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s))
    }

    private func cube(_ value: Double) -> Double { value * value * value }
}

public import Renditions

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A colour in CIELAB (CIE 15:2004, section 8.2.1) under D65, the white of sRGB: no adaptation to D50 takes place, so
/// values differ slightly from those that ICC profiles speak of.
public struct Lab: Hashable, Sendable {
    /// Lightness, 0 to 100.
    public var lightness: Double
    /// Green (negative) to red, about -86 to 98 within sRGB.
    public var a: Double
    /// Blue (negative) to yellow, about -108 to 94 within sRGB.
    public var b: Double

    public init(lightness: Double, a: Double, b: Double) {
        self.lightness = lightness
        self.a = a
        self.b = b
    }

    /// A colour of sRGB, its opacity aside.
    public init(_ color: Color) {
        self.init(SIMD3(Double(color.red), Double(color.green), Double(color.blue)) / 255)
    }

    /// Red, green and blue as stored in sRGB, 0 to 1.
    init(_ stored: SIMD3<Double>) {
        let red = SRGB.linear(stored.x)
        let green = SRGB.linear(stored.y)
        let blue = SRGB.linear(stored.z)
        // IEC 61966-2-1. The white is what the matrix makes of (1, 1, 1), so that greys have exactly no colour.
        let x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / (0.4124 + 0.3576 + 0.1805)
        let y = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / (0.2126 + 0.7152 + 0.0722)
        let z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / (0.0193 + 0.1192 + 0.9505)
        let (fx, fy, fz) = (Self.root(x), Self.root(y), Self.root(z))
        self.init(lightness: 116 * fy - 16, a: 500 * (fx - fy), b: 200 * (fy - fz))
    }

    /// The cube root with a straight line near black.
    private static func root(_ share: Double) -> Double {
        share > 216.0 / 24389 ? cbrt(share) : (24389.0 / 27 * share + 16) / 116
    }
}

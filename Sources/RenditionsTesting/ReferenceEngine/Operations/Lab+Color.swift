import Renditions

extension Lab {
    /// This colour in sRGB with an opacity: CIE 15:2004 Annex D back to XYZ, IEC 61966-2-1 from there. Of what sRGB can't
    /// show, red, green and blue are each clipped, in linear light.
    func color(alpha: UInt8) -> Color {
        let height = (lightness + 16) / 116
        // The white is the one that colours are measured against, see ``init(_:)``.
        let x = Self.cube(height + a / 500) * (0.4124 + 0.3576 + 0.1805)
        let y = Self.cube(height) * (0.2126 + 0.7152 + 0.0722)
        let z = Self.cube(height - b / 200) * (0.0193 + 0.1192 + 0.9505)
        return Color(
            red: SRGB.level(3.2406 * x - 1.5372 * y - 0.4986 * z),
            green: SRGB.level(-0.9689 * x + 1.8758 * y + 0.0415 * z),
            blue: SRGB.level(0.0557 * x - 0.2040 * y + 1.0570 * z), alpha: alpha)
    }

    /// The inverse of the cube root with a straight line near black.
    private static func cube(_ root: Double) -> Double {
        root > 6.0 / 29 ? root * root * root : (root - 16.0 / 116) * 108 / 841
    }
}

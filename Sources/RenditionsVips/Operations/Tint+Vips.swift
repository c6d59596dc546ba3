internal import CVips
public import Renditions

extension Tint: VipsOperation {
    public var readsRowsInOrder: Bool { true }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        let lab = try (try image.inColor()).colourspace("lab")
        let (a, b) = Self.chroma(of: color)
        let alphaFactors = Array(repeating: 1.0, count: max(0, lab.bands - 3))
        let alphaOffsets = Array(repeating: 0.0, count: max(0, lab.bands - 3))
        return try lab.linear([1, 0, 0] + alphaFactors, [0, a, b] + alphaOffsets).labelled("lab")
            .colourspace("srgb").cast8Bit()
    }

    /// The a* and b* of a colour in CIELAB under D65.
    private static func chroma(of color: Color) -> (a: Double, b: Double) {
        var (x, y, z): (Float, Float, Float) = (0, 0, 0)
        vips_col_sRGB2scRGB_8(Int32(color.red), Int32(color.green), Int32(color.blue), &x, &y, &z)
        var (cx, cy, cz): (Float, Float, Float) = (0, 0, 0)
        vips_col_scRGB2XYZ(x, y, z, &cx, &cy, &cz)
        var (l, a, b): (Float, Float, Float) = (0, 0, 0)
        vips_col_XYZ2Lab(cx, cy, cz, &l, &a, &b)
        return (Double(a), Double(b))
    }
}

/// PNG.
public struct PNGEncoding: Parameterized {
    /// 0 (none) to 9 (smallest).
    public var compression = 6
    /// Whether colours are reduced to a palette of at most ``colors``.
    public var palette = false
    /// Colours of the palette.
    public var colors = 256
    /// How much the palette is dithered, 0 to 1.
    public var dither = 1.0

    public init() {}

    public static let parameters: [Parameter<PNGEncoding>] = [
        Parameter("compression", \.compression, in: 0...9, "From none to smallest."),
        Parameter("palette", \.palette, "Whether colours are reduced to a palette."),
        Parameter("colors", \.colors, in: 2...256, "The colours of the palette."),
        Parameter("dither", \.dither, in: 0...1, "How much the palette is dithered."),
    ]
}

extension Encoding {
    /// PNG; compression from 0 to 9.
    public static func png(
        compression: Int = 6, palette: Bool = false, colors: Int = 256, dither: Double = 1
    ) -> Encoding {
        var encoding = PNGEncoding()
        encoding.compression = compression
        encoding.palette = palette
        encoding.colors = colors
        encoding.dither = dither
        return .png(encoding)
    }
}

/// GIF, still or animated.
public struct GIFEncoding: Parameterized {
    /// How much the palette is dithered, 0 to 1.
    public var dither = 1.0
    /// 1 (fastest) to 10 (smallest).
    public var effort = 7

    public init() {}

    public static let parameters: [Parameter<GIFEncoding>] = [
        Parameter("dither", \.dither, in: 0...1, "How much the palette is dithered."),
        Parameter("effort", \.effort, in: 1...10, "From fastest to smallest."),
    ]
}

extension Encoding {
    /// GIF; effort from 1 to 10.
    public static func gif(dither: Double = 1, effort: Int = 7) -> Encoding {
        var encoding = GIFEncoding()
        encoding.dither = dither
        encoding.effort = effort
        return .gif(encoding)
    }
}

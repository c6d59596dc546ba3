/// WebP, still or animated.
public struct WebPEncoding: Parameterized {
    /// 1 (smallest) to 100 (best).
    public var quality = 80
    public var lossless = false
    /// Lossless after the pixels were changed a little so that they compress better; ``quality`` says how little.
    public var nearLossless = false
    /// 0 (fastest) to 6 (smallest).
    public var effort = 4
    /// Quality of the transparency, 0 to 100.
    public var alphaQuality = 100

    public init() {}

    public static let parameters: [Parameter<WebPEncoding>] = [
        Parameter("quality", \.quality, in: 1...100, "From smallest to best."),
        Parameter("lossless", \.lossless, "Whether every pixel is kept as it is."),
        Parameter("nearLossless", \.nearLossless, "Whether pixels may change a little to compress better."),
        Parameter("effort", \.effort, in: 0...6, "From fastest to smallest."),
        Parameter("alphaQuality", \.alphaQuality, in: 0...100, "The quality of the transparency."),
    ]
}

extension Encoding {
    /// WebP; quality from 1 to 100, effort from 0 to 6.
    public static func webp(
        quality: Int = 80, lossless: Bool = false, nearLossless: Bool = false, effort: Int = 4, alphaQuality: Int = 100
    ) -> Encoding {
        var encoding = WebPEncoding()
        encoding.quality = quality
        encoding.lossless = lossless
        encoding.nearLossless = nearLossless
        encoding.effort = effort
        encoding.alphaQuality = alphaQuality
        return .webp(encoding)
    }
}

/// JPEG XL, where the engine has it.
public struct JPEGXLEncoding: Parameterized {
    /// 1 (smallest) to 100 (best).
    public var quality = 75
    public var lossless = false
    /// 3 (fastest) to 9 (smallest).
    public var effort = 7

    public init() {}

    public static let parameters: [Parameter<JPEGXLEncoding>] = [
        Parameter("quality", \.quality, in: 1...100, "From smallest to best."),
        Parameter("lossless", \.lossless, "Whether every pixel is kept as it is."),
        Parameter("effort", \.effort, in: 3...9, "From fastest to smallest."),
    ]
}

extension Encoding {
    /// JPEG XL; quality from 1 to 100, effort from 3 to 9.
    public static func jpegxl(quality: Int = 75, lossless: Bool = false, effort: Int = 7) -> Encoding {
        var encoding = JPEGXLEncoding()
        encoding.quality = quality
        encoding.lossless = lossless
        encoding.effort = effort
        return .jpegxl(encoding)
    }
}

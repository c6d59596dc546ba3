/// AVIF (AV1) or HEIC (HEVC): the same container with another codec in it.
public struct HEIFEncoding: Parameterized {
    /// 1 (smallest) to 100 (best).
    public var quality = 50
    public var lossless = false
    /// 0 (fastest) to 9 (smallest). The default, 3, takes under a third of the time of 4 and gives up 0.1 to 0.3 dB at
    /// the sizes that pages use.
    public var effort = 3
    /// Bits of a channel: 8, 10 or 12.
    public var bitDepth = 8
    public var subsampling = ChromaSubsampling.half

    public init() {}

    public static let parameters: [Parameter<HEIFEncoding>] = [
        Parameter("quality", \.quality, in: 1...100, "From smallest to best."),
        Parameter("lossless", \.lossless, "Whether every pixel is kept as it is."),
        Parameter("effort", \.effort, in: 0...9, "From fastest to smallest."),
        Parameter("bitDepth", \.bitDepth, unit: "bits", accepted: "8, 10 or 12", "The bits of a channel.") {
            [8, 10, 12].contains($0)
        },
        Parameter("subsampling", \.subsampling, "How finely colour is kept."),
    ]
}

extension Encoding {
    /// AVIF; quality from 1 to 100, effort from 0 to 9.
    public static func avif(
        quality: Int = 50, lossless: Bool = false, effort: Int = 3, bitDepth: Int = 8,
        subsampling: ChromaSubsampling = .half
    ) -> Encoding {
        .avif(heif(quality, lossless, effort, bitDepth, subsampling))
    }

    /// HEIC; quality from 1 to 100, effort from 0 to 9.
    public static func heic(
        quality: Int = 50, lossless: Bool = false, effort: Int = 3, bitDepth: Int = 8,
        subsampling: ChromaSubsampling = .half
    ) -> Encoding {
        .heic(heif(quality, lossless, effort, bitDepth, subsampling))
    }

    private static func heif(
        _ quality: Int, _ lossless: Bool, _ effort: Int, _ bitDepth: Int, _ subsampling: ChromaSubsampling
    ) -> HEIFEncoding {
        var encoding = HEIFEncoding()
        encoding.quality = quality
        encoding.lossless = lossless
        encoding.effort = effort
        encoding.bitDepth = bitDepth
        encoding.subsampling = subsampling
        return encoding
    }
}

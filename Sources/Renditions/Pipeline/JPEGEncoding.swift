/// JPEG. Transparency is put on white.
public struct JPEGEncoding: Parameterized {
    /// 1 (smallest) to 100 (best).
    public var quality = 80
    /// Whether the image is stored in passes, each finer: usually a little smaller, and dearer to write.
    public var progressive = false
    public var subsampling = ChromaSubsampling.half
    /// Whether the entropy tables are made for this image: about one percent smaller.
    public var optimize = true

    public init() {}

    public static let parameters: [Parameter<JPEGEncoding>] = [
        Parameter("quality", \.quality, in: 1...100, "From smallest to best."),
        Parameter("progressive", \.progressive, "Whether the image is stored in passes."),
        Parameter("subsampling", \.subsampling, "How finely colour is kept."),
        Parameter("optimize", \.optimize, "Whether the entropy tables are made for this image."),
    ]
}

extension Encoding {
    /// JPEG; quality from 1 to 100.
    public static func jpeg(
        quality: Int = 80, progressive: Bool = false, subsampling: ChromaSubsampling = .half, optimize: Bool = true
    ) -> Encoding {
        var encoding = JPEGEncoding()
        encoding.quality = quality
        encoding.progressive = progressive
        encoding.subsampling = subsampling
        encoding.optimize = optimize
        return .jpeg(encoding)
    }
}

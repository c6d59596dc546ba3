/// TIFF.
public struct TIFFEncoding: Parameterized {
    public enum Compression: String, Codable, Hashable, Sendable, CaseIterable {
        case none
        case lzw
        case deflate
    }

    public var compression = Compression.lzw

    public init() {}

    public static let parameters: [Parameter<TIFFEncoding>] = [
        Parameter("compression", \.compression, "How the pixels are packed; all are without loss.")
    ]
}

extension Encoding {
    /// TIFF without loss.
    public static func tiff(compression: TIFFEncoding.Compression = .lzw) -> Encoding {
        var encoding = TIFFEncoding()
        encoding.compression = compression
        return .tiff(encoding)
    }
}

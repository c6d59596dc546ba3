/// What was seen in the pixels of an original. Each part is there when the recipe asks for it.
public struct ImageAnalysis: Hashable, Sendable, Codable {
    /// A placeholder of about 30 characters (blurha.sh, base 83).
    public var blurHash: String?
    /// A placeholder of about 25 bytes that keeps the aspect ratio and transparency (ThumbHash), in base 64.
    public var thumbHash: String?
    /// The colour that covers most, from ``palette``'s clusters.
    public var dominantColor: Color?
    /// Up to six colours, the one that covers most first.
    public var palette: [Color]?
    public var perceptualHash: PerceptualHash?
    /// Shannon entropy of the histogram of lightness, in bits: 0 (one tone) to 8.
    public var entropy: Double?
    /// Variance of the Laplacian of the lightness, in squared 8-bit levels: under about 100 looks blurred.
    public var sharpness: Double?
    /// Whether no pixel is transparent.
    public var isOpaque: Bool?

    public init(
        blurHash: String? = nil, thumbHash: String? = nil, dominantColor: Color? = nil, palette: [Color]? = nil,
        perceptualHash: PerceptualHash? = nil, entropy: Double? = nil, sharpness: Double? = nil, isOpaque: Bool? = nil
    ) {
        self.blurHash = blurHash
        self.thumbHash = thumbHash
        self.dominantColor = dominantColor
        self.palette = palette
        self.perceptualHash = perceptualHash
        self.entropy = entropy
        self.sharpness = sharpness
        self.isOpaque = isOpaque
    }
}

/// A part of an ``ImageAnalysis``. The texts are contracts: recipes name them.
public enum AnalysisFeature: String, Codable, Hashable, Sendable, CaseIterable {
    case blurHash
    case thumbHash
    case dominantColor
    case palette
    case perceptualHash
    case entropy
    case sharpness
    case isOpaque
}

extension ImageAnalysis {
    /// Whether every one of these features was looked at. A palette may have come out empty, which counts.
    func covers(_ features: Set<AnalysisFeature>) -> Bool {
        features.allSatisfy { feature in
            switch feature {
            case .blurHash: blurHash != nil
            case .thumbHash: thumbHash != nil
            // A fully transparent image has no dominant colour; its palette says that it was looked for.
            case .dominantColor: dominantColor != nil || palette != nil
            case .palette: palette != nil
            case .perceptualHash: perceptualHash != nil
            case .entropy: entropy != nil
            case .sharpness: sharpness != nil
            case .isOpaque: isOpaque != nil
            }
        }
    }
}

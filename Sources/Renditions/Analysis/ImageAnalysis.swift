/// What was seen in the pixels of an original. Each part is there when the recipe asks for it.
public struct ImageAnalysis: Hashable, Sendable {
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
    /// What was looked for. What is among these and nil all the same is not to be found: a fully transparent image has no
    /// dominant colour.
    public var features: Set<AnalysisFeature>
    /// Of the small rendition whose pixels were looked at, so that it tells the engine's output version; nil outside of a
    /// record.
    public var fingerprint: Fingerprint?
    /// Whether part of the original was missing or damaged and was filled up. Only with a lenient engine.
    public var isIncomplete: Bool

    public init(
        blurHash: String? = nil, thumbHash: String? = nil, dominantColor: Color? = nil, palette: [Color]? = nil,
        perceptualHash: PerceptualHash? = nil, entropy: Double? = nil, sharpness: Double? = nil, isOpaque: Bool? = nil,
        features: Set<AnalysisFeature> = [], fingerprint: Fingerprint? = nil, isIncomplete: Bool = false
    ) {
        self.blurHash = blurHash
        self.thumbHash = thumbHash
        self.dominantColor = dominantColor
        self.palette = palette
        self.perceptualHash = perceptualHash
        self.entropy = entropy
        self.sharpness = sharpness
        self.isOpaque = isOpaque
        self.features = features
        self.fingerprint = fingerprint
        self.isIncomplete = isIncomplete
    }
}

extension ImageAnalysis: Codable {
    private enum CodingKeys: CodingKey {
        case blurHash, thumbHash, dominantColor, palette, perceptualHash, entropy, sharpness, isOpaque
        case features, fingerprint, isIncomplete
    }

    /// An analysis that does not say what was looked for is taken for one that looked for nothing.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            blurHash: try container.decodeIfPresent(String.self, forKey: .blurHash),
            thumbHash: try container.decodeIfPresent(String.self, forKey: .thumbHash),
            dominantColor: try container.decodeIfPresent(Color.self, forKey: .dominantColor),
            palette: try container.decodeIfPresent([Color].self, forKey: .palette),
            perceptualHash: try container.decodeIfPresent(PerceptualHash.self, forKey: .perceptualHash),
            entropy: try container.decodeIfPresent(Double.self, forKey: .entropy),
            sharpness: try container.decodeIfPresent(Double.self, forKey: .sharpness),
            isOpaque: try container.decodeIfPresent(Bool.self, forKey: .isOpaque),
            features: Set(try container.decodeIfPresent([AnalysisFeature].self, forKey: .features) ?? []),
            fingerprint: try container.decodeIfPresent(Fingerprint.self, forKey: .fingerprint),
            isIncomplete: try container.decodeIfPresent(Bool.self, forKey: .isIncomplete) ?? false)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(blurHash, forKey: .blurHash)
        try container.encodeIfPresent(thumbHash, forKey: .thumbHash)
        try container.encodeIfPresent(dominantColor, forKey: .dominantColor)
        try container.encodeIfPresent(palette, forKey: .palette)
        try container.encodeIfPresent(perceptualHash, forKey: .perceptualHash)
        try container.encodeIfPresent(entropy, forKey: .entropy)
        try container.encodeIfPresent(sharpness, forKey: .sharpness)
        try container.encodeIfPresent(isOpaque, forKey: .isOpaque)
        // In one order, so that equal analyses are equal documents.
        try container.encode(AnalysisFeature.allCases.filter(features.contains), forKey: .features)
        try container.encodeIfPresent(fingerprint, forKey: .fingerprint)
        try container.encode(isIncomplete, forKey: .isIncomplete)
    }
}

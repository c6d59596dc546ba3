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

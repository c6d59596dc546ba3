/// Cuts an image to a size where the pixels say what is worth keeping. The form that a ``Resize`` with
/// ``Resize/Fit/cover`` takes in a plan when its position is `attention` or `entropy`.
public struct SmartCrop: ImageOperation, Parameterized {
    public static let name: OperationName = "smartCrop"

    /// What is taken for worth keeping.
    public enum Strategy: String, Codable, Hashable, Sendable, CaseIterable {
        /// Skin tones, saturated colours and edges.
        case attention
        /// The part with the most detail.
        case entropy
    }

    /// Pixels.
    public var width = 1
    /// Pixels.
    public var height = 1
    public var strategy = Strategy.attention

    public init() {}

    public init(to size: PixelSize, by strategy: Strategy = .attention) {
        width = size.width
        height = size.height
        self.strategy = strategy
    }

    public static let parameters: [Parameter<SmartCrop>] = [
        Parameter("width", \.width, in: 1...1_000_000_000, unit: "pixels", isRequired: true, "The width that is kept."),
        Parameter(
            "height", \.height, in: 1...1_000_000_000, unit: "pixels", isRequired: true, "The height that is kept."),
        Parameter("strategy", \.strategy, "What is taken for worth keeping."),
    ]

    public func outputSize(for size: PixelSize) -> PixelSize {
        PixelSize(width: min(width, size.width), height: min(height, size.height))
    }

    public func sufficientInput(for size: PixelSize) -> PixelSize? { nil }
}

/// Stretches the lightness so that the darkest part becomes black and the lightest white (auto levels).
public struct Normalize: ImageOperation, Parameterized {
    public static let name: OperationName = "normalize"

    /// Percent of the pixels that may become black.
    public var lower = 1.0
    /// Percent of the pixels that may stay below white.
    public var upper = 99.0

    public init() {}

    public static let parameters: [Parameter<Normalize>] = [
        Parameter("lower", \.lower, in: 0...99, unit: "percent", "The share of the pixels that may become black."),
        Parameter(
            "upper", \.upper, in: 1...100, unit: "percent",
            "The share of the pixels that may stay below white; more than lower."
        ).checked { $0.lower < $0.upper ? nil : "upper must be more than lower" },
    ]

    public func outputSize(for size: PixelSize) -> PixelSize { size }
    public func sufficientInput(for size: PixelSize) -> PixelSize? { nil }
}

extension ImageOperation where Self == Normalize {
    /// Stretches the lightness between these percentiles.
    public static func normalize(lower: Double = 1, upper: Double = 99) -> Normalize {
        var normalize = Normalize()
        normalize.lower = lower
        normalize.upper = upper
        return normalize
    }
}

/// Stretches the lightness so that the darkest part becomes black and the lightest white (auto levels).
///
/// `L* = 100 × (L* - low) / (high - low)` in CIELAB, where `low` and `high` are percentiles of all pixels, seen or not:
/// the least whole L* such that at least so many percent have it or less, their own L* cut to a whole one. An engine may
/// find them in a histogram of 256 parts. The percentiles 0 and 100 are the least and the greatest L* as they are. An image
/// in which the two are no more than 1 apart stays as it is; so do a*, b* and opacity.
public struct Normalize: ImageOperation, Parameterized {
    public static let name: OperationName = "normalize"

    /// Percent of the pixels that may become black, less than ``upper``.
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

/// Sharpens the lightness of an image by unsharp masking, with less effect on flat areas, where noise would show.
public struct Sharpen: ImageOperation, Parameterized {
    public static let name: OperationName = "sharpen"

    /// Standard deviation of the mask, in pixels.
    public var sigma = 0.5
    /// How much flat areas are sharpened.
    public var flat = 0.0
    /// How much edges are sharpened.
    public var jagged = 3.0

    public init() {}

    public static let parameters: [Parameter<Sharpen>] = [
        Parameter("sigma", \.sigma, in: 0.1...10, unit: "pixels", "The standard deviation of the mask."),
        Parameter("flat", \.flat, in: 0...100, "How much flat areas are sharpened."),
        Parameter("jagged", \.jagged, in: 0...100, "How much edges are sharpened."),
    ]

    public func outputSize(for size: PixelSize) -> PixelSize { size }
    public func sufficientInput(for size: PixelSize) -> PixelSize? { nil }
}

extension ImageOperation where Self == Sharpen {
    /// Sharpens with a mask of this standard deviation, in pixels; `flat` and `jagged` say how much in flat areas and
    /// at edges.
    public static func sharpen(sigma: Double = 0.5, flat: Double = 0, jagged: Double = 3) -> Sharpen {
        var sharpen = Sharpen()
        sharpen.sigma = sigma
        sharpen.flat = flat
        sharpen.jagged = jagged
        return sharpen
    }
}

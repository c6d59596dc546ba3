/// Sharpens the lightness of an image by unsharp masking, with less effect on flat areas, where noise would show.
///
/// L* of CIELAB is blurred as by ``Blur``. Of the difference `d` of each pixel from that, up to 2 L* count as flat:
/// `flat × min(|d|, 2) + jagged × max(|d| - 2, 0)` is added with the sign of `d`, at most 10 L* where it makes lighter and
/// 20 L* where it makes darker. a*, b* and opacity stay. A pixel that is not seen counts as its surroundings, so that the
/// edge of what is seen is no edge. An engine may leave out weights of the mask below a tenth of the largest.
public struct Sharpen: ImageOperation, Parameterized {
    public static let name: OperationName = "sharpen"

    /// Standard deviation of the mask, in pixels.
    public var sigma = 0.5
    /// How much flat areas are sharpened: the factor of differences up to 2 L*.
    public var flat = 0.0
    /// How much edges are sharpened: the factor of what exceeds 2 L*.
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

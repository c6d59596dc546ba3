/// Blurs an image with a Gaussian.
///
/// Every pixel becomes the mean of those around it, on stored levels of sRGB, weighted by `exp(-d² / (2 sigma²))` for
/// each of the two axes, `d` in pixels. Colours are weighted by their opacity, so that what is not seen lends none. Beyond
/// its edges an image goes on as it is there. An engine may leave out weights below a fortieth of the largest, and round
/// the others to a twentieth of it.
public struct Blur: ImageOperation, Parameterized {
    public static let name: OperationName = "blur"

    /// Standard deviation, in pixels.
    public var sigma = 3.0

    public init() {}

    public static let parameters: [Parameter<Blur>] = [
        Parameter("sigma", \.sigma, in: 0.3...250, unit: "pixels", "The standard deviation of the Gaussian.")
    ]

    public func outputSize(for size: PixelSize) -> PixelSize { size }
    public func sufficientInput(for size: PixelSize) -> PixelSize? { nil }
}

extension ImageOperation where Self == Blur {
    /// Blurs with a Gaussian of this standard deviation, in pixels.
    public static func blur(sigma: Double = 3) -> Blur {
        var blur = Blur()
        blur.sigma = sigma
        return blur
    }
}

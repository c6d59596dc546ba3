/// Blurs an image with a Gaussian.
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

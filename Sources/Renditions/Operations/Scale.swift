/// Scales an image to exactly this size, whatever its aspect ratio. The form that a ``Resize`` takes in a plan.
public struct Scale: ImageOperation, Parameterized {
    public static let name: OperationName = "scale"

    /// Pixels.
    public var width = 1
    /// Pixels.
    public var height = 1
    public var kernel = Kernel.lanczos3

    public init() {}

    public init(to size: PixelSize, kernel: Kernel = .lanczos3) {
        width = size.width
        height = size.height
        self.kernel = kernel
    }

    public static let parameters: [Parameter<Scale>] = [
        Parameter(
            "width", \.width, in: 1...1_000_000_000, unit: "pixels", isRequired: true, "The width of the result."),
        Parameter(
            "height", \.height, in: 1...1_000_000_000, unit: "pixels", isRequired: true, "The height of the result."),
        Parameter("kernel", \.kernel, "How new pixels are made from old ones."),
    ]

    public func outputSize(for size: PixelSize) -> PixelSize {
        PixelSize(width: width, height: height)
    }

    public func sufficientInput(for size: PixelSize) -> PixelSize? {
        width <= size.width && height <= size.height ? PixelSize(width: width, height: height) : nil
    }
}

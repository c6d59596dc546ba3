/// Cuts out a rectangle. It must lie within the image.
public struct Crop: ImageOperation, Parameterized {
    public static let name: OperationName = "crop"

    /// Pixels from the left edge.
    public var x = 0
    /// Pixels from the upper edge.
    public var y = 0
    /// Pixels.
    public var width = 1
    /// Pixels.
    public var height = 1

    public init() {}

    public init(_ rect: PixelRect) {
        x = rect.x
        y = rect.y
        width = rect.width
        height = rect.height
    }

    public static let parameters: [Parameter<Crop>] = [
        Parameter("x", \.x, in: 0...1_000_000_000, unit: "pixels", "From the left edge of the image."),
        Parameter("y", \.y, in: 0...1_000_000_000, unit: "pixels", "From the upper edge of the image."),
        Parameter("width", \.width, in: 1...1_000_000_000, unit: "pixels", isRequired: true, "The width that is kept."),
        Parameter(
            "height", \.height, in: 1...1_000_000_000, unit: "pixels", isRequired: true, "The height that is kept."),
    ]

    public var rect: PixelRect { PixelRect(x: x, y: y, width: width, height: height) }

    public func outputSize(for size: PixelSize) -> PixelSize { rect.size }
    public func sufficientInput(for size: PixelSize) -> PixelSize? { nil }

    public func validate(for size: PixelSize) throws {
        try validateParameters()
        guard rect.fits(in: size) else {
            throw RenderError(.invalidOperation, "crop: \(rect) does not lie within an image of \(size) pixels.")
        }
    }
}

extension ImageOperation where Self == Crop {
    /// Cuts out a rectangle, in pixels.
    public static func crop(x: Int = 0, y: Int = 0, width: Int, height: Int) -> Crop {
        Crop(PixelRect(x: x, y: y, width: width, height: height))
    }
}

/// Puts an image on a larger canvas. The form that ``Pad``, and ``Resize`` with ``Resize/Fit/contain``, take in a plan.
public struct Extend: ImageOperation, Parameterized {
    public static let name: OperationName = "extend"

    /// Pixels of the canvas.
    public var width = 1
    /// Pixels of the canvas.
    public var height = 1
    /// Pixels from the left edge of the canvas to the image.
    public var x = 0
    /// Pixels from the upper edge of the canvas to the image.
    public var y = 0
    public var fill = PaddingFill.color
    /// What is around the image under ``PaddingFill/color``.
    public var color = Color.transparent

    public init() {}

    public init(to size: PixelSize, x: Int, y: Int, fill: PaddingFill = .color, color: Color = .transparent) {
        width = size.width
        height = size.height
        self.x = x
        self.y = y
        self.fill = fill
        self.color = color
    }

    public static let parameters: [Parameter<Extend>] = [
        Parameter(
            "width", \.width, in: 1...1_000_000_000, unit: "pixels", isRequired: true, "The width of the canvas."),
        Parameter(
            "height", \.height, in: 1...1_000_000_000, unit: "pixels", isRequired: true, "The height of the canvas."),
        Parameter("x", \.x, in: 0...1_000_000_000, unit: "pixels", "From the left edge of the canvas to the image."),
        Parameter("y", \.y, in: 0...1_000_000_000, unit: "pixels", "From the upper edge of the canvas to the image."),
        Parameter("fill", \.fill, "What is put around the image."),
        Parameter("color", \.color, "The colour around the image."),
    ]

    public func outputSize(for size: PixelSize) -> PixelSize { PixelSize(width: width, height: height) }
    public func sufficientInput(for size: PixelSize) -> PixelSize? { nil }

    public func validate(for size: PixelSize) throws {
        try validateParameters()
        let place = PixelRect(x: x, y: y, width: size.width, height: size.height)
        guard place.fits(in: PixelSize(width: width, height: height)) else {
            throw RenderError(
                .invalidOperation,
                "extend: an image of \(size) pixels at \(x),\(y) does not lie within \(width)x\(height).")
        }
    }
}

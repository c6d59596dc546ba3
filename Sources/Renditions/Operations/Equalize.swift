/// Evens out lightness part by part, with a bound on how much contrast may grow: CLAHE, contrast limited adaptive
/// histogram equalisation (Zuiderveld, Graphics Gems IV, 1994).
public struct Equalize: ImageOperation, Parameterized {
    public static let name: OperationName = "clahe"

    /// Width of the window, in pixels; at most the image's.
    public var width = 64
    /// Height of the window, in pixels; at most the image's.
    public var height = 64
    /// The steepest slope of the brightness curve; 0 for no bound.
    public var maximumSlope = 3

    public init() {}

    public static let parameters: [Parameter<Equalize>] = [
        Parameter("width", \.width, in: 1...1024, unit: "pixels", "The width of the window."),
        Parameter("height", \.height, in: 1...1024, unit: "pixels", "The height of the window."),
        Parameter("maximumSlope", \.maximumSlope, in: 0...100, "The steepest slope of the curve; 0 for no bound."),
    ]

    public func outputSize(for size: PixelSize) -> PixelSize { size }
    public func sufficientInput(for size: PixelSize) -> PixelSize? { nil }
}

extension ImageOperation where Self == Equalize {
    /// CLAHE with a window of this size, in pixels.
    public static func clahe(width: Int = 64, height: Int = 64, maximumSlope: Int = 3) -> Equalize {
        var equalize = Equalize()
        equalize.width = width
        equalize.height = height
        equalize.maximumSlope = maximumSlope
        return equalize
    }
}

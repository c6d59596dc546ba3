/// Evens out lightness part by part, with a bound on how much contrast may grow: CLAHE, contrast limited adaptive
/// histogram equalisation (Zuiderveld, Graphics Gems IV, 1994).
///
/// Every pixel has its own window and curve; there are no tiles. L* of CIELAB is rounded to one of 256 levels; the level
/// becomes `255 × n / N`, cut to a whole one, where `N` counts the window's pixels and `n` those of its level or a lower
/// one. Under a bound, what exceeds ``maximumSlope`` pixels in any level is taken away there and spread evenly over all
/// 256. Of an even side one pixel more lies before the middle than behind it, and the image is mirrored at its edges, the
/// outermost pixels twice. a*, b* and opacity stay.
public struct Equalize: ImageOperation, Parameterized {
    public static let name: OperationName = "clahe"

    /// Width of the window, in pixels; at most the image's.
    public var width = 64
    /// Height of the window, in pixels; at most the image's.
    public var height = 64
    /// How many of the window's pixels count for one level, 0 for no bound: so it bounds the slope of the brightness
    /// curve, to about `1 + 255 × maximumSlope / (width × height)`. Smaller windows need a smaller bound.
    public var maximumSlope = 3

    public init() {}

    public static let parameters: [Parameter<Equalize>] = [
        Parameter("width", \.width, in: 1...1024, unit: "pixels", "The width of the window."),
        Parameter("height", \.height, in: 1...1024, unit: "pixels", "The height of the window."),
        Parameter(
            "maximumSlope", \.maximumSlope, in: 0...100,
            "How many pixels of the window count for one level; 0 for no bound."),
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

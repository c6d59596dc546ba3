/// Cuts off edges that have the colour of the upper left pixel.
///
/// An image that is all of one colour stays as it is. In an animation the first frame decides for all.
public struct Trim: ContentSizedOperation, Parameterized {
    public static let name: OperationName = "trim"

    /// How far a pixel may be from that colour, in 8-bit levels.
    public var threshold = 10.0

    public init() {}

    public static let parameters: [Parameter<Trim>] = [
        Parameter(
            "threshold", \.threshold, in: 0...255, unit: "8-bit levels",
            "How far a pixel may be from the colour of the upper left one.")
    ]

    public func outputSize(for size: PixelSize) -> PixelSize { size }
    public func sufficientInput(for size: PixelSize) -> PixelSize? { nil }
}

extension ImageOperation where Self == Trim {
    /// Cuts off edges that have the colour of the upper left pixel, within so many 8-bit levels.
    public static func trim(threshold: Double = 10) -> Trim {
        var trim = Trim()
        trim.threshold = threshold
        return trim
    }
}

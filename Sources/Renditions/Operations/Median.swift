/// Replaces every pixel by the median of its neighbourhood: takes out specks and keeps edges.
///
/// Red, green, blue and opacity each for themselves, as stored; of an even number of pixels the upper of the two in the
/// middle. Beyond its edges an image goes on as it is there.
public struct Median: ImageOperation, Parameterized {
    public static let name: OperationName = "median"

    /// Side of the neighbourhood, in pixels; at most the image's. Of an even side one pixel more lies before the middle
    /// than behind it.
    public var size = 3

    public init() {}

    public static let parameters: [Parameter<Median>] = [
        Parameter("size", \.size, in: 3...31, unit: "pixels", "The side of the neighbourhood.")
    ]

    public func outputSize(for size: PixelSize) -> PixelSize { size }
    public func sufficientInput(for size: PixelSize) -> PixelSize? { nil }
}

extension ImageOperation where Self == Median {
    /// The median of a neighbourhood of this side, in pixels.
    public static func median(size: Int = 3) -> Median {
        var median = Median()
        median.size = size
        return median
    }
}

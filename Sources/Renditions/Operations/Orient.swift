/// Turns and mirrors an image by quarters, without loss.
public struct Orient: ScaleFreeOperation, Parameterized {
    public static let name: OperationName = "orient"

    /// How the pixels that come in are to be turned, as EXIF numbers it.
    public var orientation = Orientation.up

    public init() {}

    public init(_ orientation: Orientation) { self.orientation = orientation }

    public static let parameters: [Parameter<Orient>] = [
        Parameter(
            "orientation", \.orientation, isRequired: true, accepted: "an EXIF orientation, 1 to 8",
            "How the stored pixels are to be turned."
        ) { _ in true }
    ]

    public func outputSize(for size: PixelSize) -> PixelSize { orientation.oriented(size) }
}

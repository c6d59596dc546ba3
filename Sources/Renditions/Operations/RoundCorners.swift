/// Makes the corners round and transparent.
public struct RoundCorners: ImageOperation, Parameterized {
    public static let name: OperationName = "roundCorners"

    /// Pixels; at most half the shorter side is used, which makes a square image a circle.
    public var radius = 16.0

    public init() {}

    public static let parameters: [Parameter<RoundCorners>] = [
        Parameter(
            "radius", \.radius, in: 0...65_535, unit: "pixels",
            "The radius; at most half the shorter side is used.")
    ]

    public func outputSize(for size: PixelSize) -> PixelSize { size }
    public func sufficientInput(for size: PixelSize) -> PixelSize? { nil }
}

extension ImageOperation where Self == RoundCorners {
    /// Makes the corners round, with this radius in pixels.
    public static func roundCorners(radius: Double) -> RoundCorners {
        var corners = RoundCorners()
        corners.radius = radius
        return corners
    }
}

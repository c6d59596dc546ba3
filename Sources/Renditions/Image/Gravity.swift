/// A place within a rectangle.
public enum Gravity: String, Codable, Hashable, Sendable, CaseIterable {
    case center
    case north
    case northeast
    case east
    case southeast
    case south
    case southwest
    case west
    case northwest

    /// The place in fractions of the width and height that are left over: 0 is the left or upper edge, 1 the right or
    /// lower one.
    public var fraction: (x: Double, y: Double) {
        let x: Double =
            switch self {
            case .northwest, .west, .southwest: 0
            case .north, .center, .south: 0.5
            case .northeast, .east, .southeast: 1
            }
        let y: Double =
            switch self {
            case .northwest, .north, .northeast: 0
            case .west, .center, .east: 0.5
            case .southwest, .south, .southeast: 1
            }
        return (x, y)
    }

    /// Where the upper left corner of a rectangle of `inner` pixels lies when it is put at this place of one of
    /// `outer` pixels. Negative where the inner one is larger.
    public func origin(of inner: PixelSize, in outer: PixelSize) -> (x: Int, y: Int) {
        let (x, y) = fraction
        return (
            Int((Double(outer.width - inner.width) * x).rounded(.down)),
            Int((Double(outer.height - inner.height) * y).rounded(.down))
        )
    }
}

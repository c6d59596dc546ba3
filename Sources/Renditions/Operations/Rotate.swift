#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Turns an image clockwise by any angle. By quarters nothing is lost; by any other angle the canvas grows to hold the
/// whole image, and the corners are filled.
///
/// The middle of the image stays the middle of the canvas, whose sides are rounded to whole pixels. A pixel is taken from
/// between the four around its place, on straight lines between them, colours weighted by opacity; what lies beyond the
/// image's edges counts as background.
public struct Rotate: GeometricOperation, Parameterized {
    public static let name: OperationName = "rotate"

    /// Degrees, clockwise.
    public var angle = 0.0
    /// What fills the corners.
    public var background = Color.transparent

    public init() {}

    public static let parameters: [Parameter<Rotate>] = [
        Parameter("angle", \.angle, in: -360...360, unit: "degrees", isRequired: true, "How far, clockwise."),
        Parameter("background", \.background, "What fills the corners."),
    ]

    public func outputSize(for size: PixelSize) -> PixelSize {
        if let quarters { return Orient(quarters).outputSize(for: size) }
        let radians = angle * .pi / 180
        let (sine, cosine) = (abs(sin(radians)), abs(cos(radians)))
        let (width, height) = (Double(size.width), Double(size.height))
        return PixelSize(
            width: .side(width * cosine + height * sine), height: .side(width * sine + height * cosine))
    }

    public func sufficientInput(for size: PixelSize) -> PixelSize? { nil }

    public func resolved(for size: PixelSize) throws -> [any ImageOperation] {
        try validateParameters()
        guard let quarters else { return [self] }
        return quarters == .up ? [] : [Orient(quarters)]
    }

    /// The turn as an orientation when it is by quarters.
    private var quarters: Orientation? {
        switch angle.truncatingRemainder(dividingBy: 360) {
        case 0: .up
        case 90, -270: .right
        case 180, -180: .down
        case 270, -90: .left
        default: nil
        }
    }
}

extension ImageOperation where Self == Rotate {
    /// Turns the image clockwise, in degrees.
    public static func rotate(_ angle: Double, background: Color = .transparent) -> Rotate {
        var rotate = Rotate()
        rotate.angle = angle
        rotate.background = background
        return rotate
    }
}

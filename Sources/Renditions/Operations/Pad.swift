/// Puts space around an image: so many pixels on each side, or as many as a canvas of a given size needs.
public struct Pad: GeometricOperation, Parameterized {
    public static let name: OperationName = "pad"

    /// Pixels.
    public var top = 0
    /// Pixels.
    public var right = 0
    /// Pixels.
    public var bottom = 0
    /// Pixels.
    public var left = 0
    /// Pixels that the result has at least; nil for what the sides give.
    public var width: Int?
    /// Pixels that the result has at least; nil for what the sides give.
    public var height: Int?
    /// Where the image lies within the width and height.
    public var gravity = Gravity.center
    public var fill = PaddingFill.color
    /// What is around the image under ``PaddingFill/color``.
    public var color = Color.transparent

    public init() {}

    public static let parameters: [Parameter<Pad>] = [
        Parameter("top", \.top, in: 0...16_384, unit: "pixels", "Space above."),
        Parameter("right", \.right, in: 0...16_384, unit: "pixels", "Space to the right."),
        Parameter("bottom", \.bottom, in: 0...16_384, unit: "pixels", "Space below."),
        Parameter("left", \.left, in: 0...16_384, unit: "pixels", "Space to the left."),
        Parameter("width", \.width, in: 1...65_535, unit: "pixels", "The least width of the result."),
        Parameter("height", \.height, in: 1...65_535, unit: "pixels", "The least height of the result."),
        Parameter("gravity", \.gravity, "Where the image lies within the width and height."),
        Parameter("fill", \.fill, "What is put around the image."),
        Parameter("color", \.color, "The colour around the image."),
    ]

    public func outputSize(for size: PixelSize) -> PixelSize {
        let inner = PixelSize(width: size.width + left + right, height: size.height + top + bottom)
        return PixelSize(width: max(inner.width, width ?? 0), height: max(inner.height, height ?? 0))
    }

    public func sufficientInput(for size: PixelSize) -> PixelSize? { nil }

    public func resolved(for size: PixelSize) throws -> [any ImageOperation] {
        try validateParameters()
        let inner = PixelSize(width: size.width + left + right, height: size.height + top + bottom)
        let canvas = outputSize(for: size)
        let origin = gravity.origin(of: inner, in: canvas)
        guard canvas != size else { return [] }
        return [Extend(to: canvas, x: origin.x + left, y: origin.y + top, fill: fill, color: color)]
    }
}

extension ImageOperation where Self == Pad {
    /// Puts the same space on every side, in pixels.
    public static func pad(_ space: Int, fill: PaddingFill = .color, color: Color = .transparent) -> Pad {
        pad(top: space, right: space, bottom: space, left: space, fill: fill, color: color)
    }

    /// Puts space on each side, in pixels.
    public static func pad(
        top: Int = 0, right: Int = 0, bottom: Int = 0, left: Int = 0, fill: PaddingFill = .color,
        color: Color = .transparent
    ) -> Pad {
        var pad = Pad()
        (pad.top, pad.right, pad.bottom, pad.left) = (top, right, bottom, left)
        (pad.fill, pad.color) = (fill, color)
        return pad
    }

    /// Puts as much space around the image as a canvas of this size needs, in pixels.
    public static func pad(
        toWidth width: Int?, height: Int?, gravity: Gravity = .center, fill: PaddingFill = .color,
        color: Color = .transparent
    ) -> Pad {
        var pad = Pad()
        (pad.width, pad.height, pad.gravity) = (width, height, gravity)
        (pad.fill, pad.color) = (fill, color)
        return pad
    }
}

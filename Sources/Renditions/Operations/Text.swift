/// Writes a text over an image.
public struct Text: ImageOperation, Parameterized {
    public static let name: OperationName = "text"

    /// Plain text; markup has no effect.
    public var text = ""
    /// A font as Pango names it: family and style, such as `sans bold`.
    public var font = "sans"
    /// Height of the font, in pixels.
    public var size = 32.0
    public var color = Color.white
    /// Pixels after which lines are broken; nil for the width of the image.
    public var width: Int?
    /// Where the text lies.
    public var gravity = Gravity.southeast
    /// Pixels from that place towards the middle; to the right at the middle. Nil for 16 at an edge and 0 at the middle.
    public var x: Int?
    /// Pixels from that place towards the middle; downwards at the middle. Nil for 16 at an edge and 0 at the middle.
    public var y: Int?
    /// 0 (not seen) to 1.
    public var opacity = 1.0
    /// Whether the text throws a soft shadow, which keeps it readable on any ground.
    public var shadow = false

    public init() {}

    public static let parameters: [Parameter<Text>] = [
        Parameter("text", \.text, characters: 1...1000, isRequired: true, "What is written."),
        Parameter("font", \.font, characters: 1...100, "Family and style of the font."),
        Parameter("size", \.size, in: 4...1000, unit: "pixels", "The height of the font."),
        Parameter("color", \.color, "The colour of the text."),
        Parameter("width", \.width, in: 1...65_535, unit: "pixels", "The width after which lines are broken."),
        Parameter("gravity", \.gravity, "Where the text lies."),
        Parameter(
            "x", \.x, in: -65_535...65_535, unit: "pixels",
            "From that place towards the middle; where unset, 16 at an edge and 0 at the middle."),
        Parameter(
            "y", \.y, in: -65_535...65_535, unit: "pixels",
            "From that place towards the middle; where unset, 16 at an edge and 0 at the middle."),
        Parameter("opacity", \.opacity, in: 0...1, "How much the text is seen."),
        Parameter("shadow", \.shadow, "Whether the text throws a soft shadow."),
    ]

    public func outputSize(for size: PixelSize) -> PixelSize { size }
    public func sufficientInput(for size: PixelSize) -> PixelSize? { nil }

    /// Where the upper left corner of a text of this size lies on an image of `canvas` pixels.
    public func origin(of size: PixelSize, on canvas: PixelSize) -> (x: Int, y: Int) {
        let (horizontal, vertical) = gravity.fraction
        let place = Layer(
            "text", gravity: gravity, x: x ?? (horizontal == 0.5 ? 0 : Self.margin),
            y: y ?? (vertical == 0.5 ? 0 : Self.margin))
        return place.origin(of: size, on: canvas)
    }

    /// Pixels that keep a text off an edge.
    private static let margin = 16
}

extension ImageOperation where Self == Text {
    /// Writes a text over the image; sizes and offsets in pixels.
    public static func text(
        _ text: String, font: String = "sans", size: Double = 32, color: Color = .white, width: Int? = nil,
        gravity: Gravity = .southeast, x: Int? = nil, y: Int? = nil, opacity: Double = 1, shadow: Bool = false
    ) -> Text {
        var operation = Text()
        operation.text = text
        operation.font = font
        operation.size = size
        operation.color = color
        operation.width = width
        operation.gravity = gravity
        (operation.x, operation.y) = (x, y)
        operation.opacity = opacity
        operation.shadow = shadow
        return operation
    }
}

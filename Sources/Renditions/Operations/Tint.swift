/// Gives every pixel the hue and chroma of one colour and keeps its lightness.
///
/// In CIELAB under D65 (CIE 15:2004, section 8.2.1): a* and b* are the colour's, L* stays. Of what sRGB can't show, red,
/// green and blue are each clipped, in linear light. Opacity stays.
public struct Tint: ScaleFreeOperation, Parameterized {
    public static let name: OperationName = "tint"

    /// The colour whose hue and chroma are taken; its own lightness and opacity are not used.
    public var color = Color(red: 112, green: 66, blue: 20)

    public init() {}

    public static let parameters: [Parameter<Tint>] = [
        Parameter("color", \.color, "The colour whose hue and chroma are taken.")
    ]
}

extension ImageOperation where Self == Tint {
    /// Gives every pixel the hue and chroma of this colour.
    public static func tint(_ color: Color) -> Tint {
        var tint = Tint()
        tint.color = color
        return tint
    }
}

/// Gives every pixel the hue and chroma of one colour and keeps its lightness.
public struct Tint: ScaleFreeOperation, Parameterized {
    public static let name: OperationName = "tint"

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

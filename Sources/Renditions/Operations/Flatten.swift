/// Puts an image with transparency on a ground of one colour.
public struct Flatten: ScaleFreeOperation, Parameterized {
    public static let name: OperationName = "flatten"

    /// The ground; its own opacity is not used.
    public var background = Color.white

    public init() {}

    public static let parameters: [Parameter<Flatten>] = [
        Parameter("background", \.background, "The ground.")
    ]
}

extension ImageOperation where Self == Flatten {
    /// Puts the image on a ground of this colour.
    public static func flatten(background: Color = .white) -> Flatten {
        var flatten = Flatten()
        flatten.background = background
        return flatten
    }
}

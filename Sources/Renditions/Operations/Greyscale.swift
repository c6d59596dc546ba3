/// Takes the colour out and keeps the luminance.
public struct Greyscale: ScaleFreeOperation, Parameterized {
    public static let name: OperationName = "greyscale"
    public static let parameters: [Parameter<Greyscale>] = []
    public init() {}
}

extension ImageOperation where Self == Greyscale {
    /// Takes the colour out and keeps the luminance.
    public static var greyscale: Greyscale { Greyscale() }
}

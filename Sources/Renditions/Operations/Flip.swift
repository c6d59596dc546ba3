/// Mirrors an image top to bottom.
public struct Flip: CompositeOperation, Parameterized {
    public static let name: OperationName = "flip"
    public static let parameters: [Parameter<Flip>] = []
    public init() {}

    public var operations: [any ImageOperation] { [Orient(.downMirrored)] }
}

extension ImageOperation where Self == Flip {
    /// Mirrors the image top to bottom.
    public static var flip: Flip { Flip() }
}

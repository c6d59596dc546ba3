/// Mirrors an image left to right.
public struct Flop: CompositeOperation, Parameterized {
    public static let name: OperationName = "flop"
    public static let parameters: [Parameter<Flop>] = []
    public init() {}

    public var operations: [any ImageOperation] { [Orient(.upMirrored)] }
}

extension ImageOperation where Self == Flop {
    /// Mirrors the image left to right.
    public static var flop: Flop { Flop() }
}

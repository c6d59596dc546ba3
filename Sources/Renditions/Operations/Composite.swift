/// Lays other images over this one, the first one lowest.
public struct Composite: OverlayOperation, Parameterized {
    public static let name: OperationName = "composite"

    public var layers: [Layer] = []

    public init() {}

    public static let parameters: [Parameter<Composite>] = [
        Parameter(
            "layers", \.layers, isRequired: true, accepted: "1 to 16 layers", "What is laid over, the first one lowest."
        ) { (1...16).contains($0.count) }
        .checked { $0.layers.lazy.compactMap(\.parameterProblem).first }
    ]

    public var overlays: [ObjectKey] { layers.map(\.image) }

    public func outputSize(for size: PixelSize) -> PixelSize { size }
    public func sufficientInput(for size: PixelSize) -> PixelSize? { nil }
}

extension ImageOperation where Self == Composite {
    /// Lays other images over this one, the first one lowest.
    public static func composite(_ layers: Layer...) -> Composite {
        var composite = Composite()
        composite.layers = layers
        return composite
    }
}

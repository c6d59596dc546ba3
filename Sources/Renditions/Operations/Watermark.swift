/// Lays one image, such as a logo, over this one.
public struct Watermark: CompositeOperation, OverlayOperation, Parameterized {
    public static let name: OperationName = "watermark"

    public var layer = Layer()

    public init() { layer.opacity = 0.5 }

    public static let parameters: [Parameter<Watermark>] = [
        Parameter(
            "image", \.layer.image, isRequired: true, accepted: "an object key",
            "The key of the image in the store of overlays."
        ) { _ in true },
        Parameter("gravity", \.layer.gravity, "Where the watermark lies."),
        Parameter("x", \.layer.x, in: -65_535...65_535, unit: "pixels", "From that place towards the middle."),
        Parameter("y", \.layer.y, in: -65_535...65_535, unit: "pixels", "From that place towards the middle."),
        Parameter("opacity", \.layer.opacity, in: 0...1, "How much the watermark is seen."),
        Parameter("scale", \.layer.scale, in: 0.001...1, "Its width as a fraction of the width of the image below."),
        Parameter("tile", \.layer.tile, "Whether the watermark is repeated over the whole image."),
        Parameter("blend", \.layer.blend, "How the watermark is mixed with what lies under it."),
    ]

    public var overlays: [ObjectKey] { [layer.image] }

    public var operations: [any ImageOperation] {
        var composite = Composite()
        composite.layers = [layer]
        return [composite]
    }
}

extension ImageOperation where Self == Watermark {
    /// Lays an image from the store of overlays over this one; see ``Layer`` for the units.
    public static func watermark(
        _ image: ObjectKey, gravity: Gravity = .southeast, x: Int = 0, y: Int = 0, opacity: Double = 0.5,
        scale: Double? = nil, tile: Bool = false, blend: BlendMode = .over
    ) -> Watermark {
        var watermark = Watermark()
        watermark.layer = Layer(
            image, gravity: gravity, x: x, y: y, opacity: opacity, scale: scale, tile: tile, blend: blend)
        return watermark
    }
}

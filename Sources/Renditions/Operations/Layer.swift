/// An image that is laid over another one.
public struct Layer: Parameterized {
    /// Its key in the store of overlays.
    public var image: ObjectKey = "overlay"
    /// Where it lies.
    public var gravity = Gravity.southeast
    /// Pixels from that place towards the middle; to the right at the middle.
    public var x = 0
    /// Pixels from that place towards the middle; downwards at the middle.
    public var y = 0
    /// 0 (not seen) to 1.
    public var opacity = 1.0
    /// Its width as a fraction of the width of the image below; nil for its own size. It is made smaller where it would
    /// not fit.
    public var scale: Double?
    /// Whether it is repeated over the whole image.
    public var tile = false
    public var blend = BlendMode.over

    public init() {}

    public init(
        _ image: ObjectKey, gravity: Gravity = .southeast, x: Int = 0, y: Int = 0, opacity: Double = 1,
        scale: Double? = nil, tile: Bool = false, blend: BlendMode = .over
    ) {
        self.image = image
        self.gravity = gravity
        self.x = x
        self.y = y
        self.opacity = opacity
        self.scale = scale
        self.tile = tile
        self.blend = blend
    }

    public static let parameters: [Parameter<Layer>] = [
        Parameter(
            "image", \.image, isRequired: true, accepted: "an object key",
            "The key of the image in the store of overlays."
        ) { _ in true },
        Parameter("gravity", \.gravity, "Where the layer lies."),
        Parameter("x", \.x, in: -65_535...65_535, unit: "pixels", "From that place towards the middle."),
        Parameter("y", \.y, in: -65_535...65_535, unit: "pixels", "From that place towards the middle."),
        Parameter("opacity", \.opacity, in: 0...1, "How much the layer is seen."),
        Parameter("scale", \.scale, in: 0.001...1, "The layer's width as a fraction of the width of the image below."),
        Parameter("tile", \.tile, "Whether the layer is repeated over the whole image."),
        Parameter("blend", \.blend, "How the layer is mixed with what lies under it."),
    ]

    /// Where the upper left corner of a layer of this size lies on an image of `canvas` pixels.
    public func origin(of size: PixelSize, on canvas: PixelSize) -> (x: Int, y: Int) {
        let place = gravity.origin(of: size, in: canvas)
        let (horizontal, vertical) = gravity.fraction
        return (place.x + (horizontal == 1 ? -x : x), place.y + (vertical == 1 ? -y : y))
    }
}

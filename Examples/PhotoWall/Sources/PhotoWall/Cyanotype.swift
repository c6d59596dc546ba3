import Renditions
import RenditionsVips

/// Prints an image in blue, as old plans are.
public struct Cyanotype: ScaleFreeOperation, Parameterized {
    public static let name: OperationName = "cyanotype"

    /// What black becomes; white stays white.
    public var shade = Color(red: 0, green: 49, blue: 83)

    public init() {}

    public static let parameters: [Parameter<Cyanotype>] = [
        Parameter("shade", \.shade, "What black becomes.")
    ]
}

extension ImageOperation where Self == Cyanotype {
    /// Prints the image in blue.
    public static var cyanotype: Cyanotype { Cyanotype() }
}

extension Cyanotype: VipsOperation {
    public var readsRowsInOrder: Bool { true }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        let grey = try VipsCall("colourspace").image("in", image).word("space", "b-w").run()
        let light = try VipsCall("extract_band").image("in", grey).int("band", 0).run()
        // A straight line from the shade at 0 to 255 at 255, for each channel.
        let offsets = [shade.red, shade.green, shade.blue].map(Double.init)
        let printed = try VipsCall("linear").image("in", light)
            .doubles("a", offsets.map { 1 - $0 / 255 }).doubles("b", offsets).bool("uchar", true).run()
        let colors = try VipsCall("copy").image("in", printed).word("interpretation", "srgb").run()
        guard image.hasAlpha else { return colors }
        let opacity = try VipsCall("extract_band").image("in", image).int("band", image.bands - 1).run()
        return try VipsCall("bandjoin").images("in", [colors, opacity]).run()
    }
}

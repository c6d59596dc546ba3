public import Renditions

extension Equalize: VipsOperation {
    public var readsRowsInOrder: Bool { false }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        // On lightness alone, so that colours keep their hue; in 16 bits, so that no level is lost on the way.
        let lab = try image.colourspace("labs")
        let lightness = try lab.bands(from: 0, count: 1)
        let grey = try VipsCall("cast").image("in", try lightness.linear([255.0 / 32_767], [0.5]))
            .word("format", "uchar").run()
        let even = try VipsCall("hist_local").image("in", grey)
            .int("width", min(width, image.width)).int("height", min(height, image.height))
            .int("max_slope", maximumSlope).run()
        let stretched = try VipsCall("cast").image("in", try even.linear([32_767.0 / 255], [0])).word("format", "short")
            .run()
        let colored = try lab.bands(from: 1, count: lab.bands - 1)
        return try stretched.joined(with: colored).labelled("labs").backToDisplay(like: image)
    }
}

internal import CVips
public import Renditions

extension Normalize: VipsOperation {
    public var readsRowsInOrder: Bool { false }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        // Percentiles of L*, in whole levels of 0 to 100, over all pixels.
        let lab = try image.colourspace("lab")
        let lightness = try lab.bands(from: 0, count: 1)
        let levels = try VipsCall("cast").image("in", lightness).word("format", "uchar").run()
        func percentile(_ percent: Double) throws -> Double {
            Double(try VipsCall("percent").image("in", levels).double("percent", percent).run { $0.int("threshold") })
        }
        let low =
            lower == 0 ? try VipsCall("min").image("in", lightness).run { $0.double("out") } : try percentile(lower)
        let high =
            upper == 100 ? try VipsCall("max").image("in", lightness).run { $0.double("out") } : try percentile(upper)
        guard high - low > 1 else { return image }
        let factor = 100 / (high - low)
        let stretched = try lightness.linear([factor], [-low * factor])
        let colored = try lab.bands(from: 1, count: lab.bands - 1)
        return try stretched.joined(with: colored).labelled("lab").backToDisplay(like: image)
    }
}

extension VipsImage {
    /// From a working colour space back to 8 bits: grey when the image was grey, else sRGB.
    func backToDisplay(like original: VipsImage) throws -> VipsImage {
        try colourspace(original.bands <= 2 ? "b-w" : "srgb").cast8Bit()
    }
}

public import Renditions

extension Adjust: VipsOperation {
    public var readsRowsInOrder: Bool { true }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        let lch = try image.colourspace("lch")
        // The factor of contrast turns about mid grey, L* = 50.
        let factor = brightness * contrast
        let offset = 50 * (1 - contrast) + lightness
        let alphaFactors = Array(repeating: 1.0, count: max(0, lch.bands - 3))
        let alphaOffsets = Array(repeating: 0.0, count: max(0, lch.bands - 3))
        let adjusted = try lch.linear([factor, saturation, 1] + alphaFactors, [offset, 0, hue] + alphaOffsets)
        return try adjusted.labelled("lch").backToDisplay(like: image)
    }
}

public import Renditions

extension Scale: VipsOperation {
    public var readsRowsInOrder: Bool { true }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        guard image.size != PixelSize(width: width, height: height) else { return image }
        // Nothing is mixed by the nearest kernel, and weighting by opacity would round.
        let resize: (VipsImage) throws -> VipsImage = { image in
            try VipsCall("resize").image("in", image)
                .double("scale", Double(width) / Double(image.width))
                .double("vscale", Double(height) / Double(image.height))
                .word("kernel", kernel.rawValue)
                .run()
        }
        return kernel == .nearest ? try resize(image) : try image.premultiplied(resize)
    }
}

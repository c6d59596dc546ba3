public import Renditions

extension Flatten: VipsOperation {
    public var readsRowsInOrder: Bool { true }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        guard image.hasAlpha else { return image }
        let ground = image.isGreyEnough(for: background) ? image : try image.inColor()
        return try VipsCall("flatten").image("in", ground)
            .doubles("background", Array(ground.channels(of: background).dropLast()))
            .double("max_alpha", ground.maximumAlpha).run().cast8Bit()
    }
}

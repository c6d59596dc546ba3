public import Renditions

extension Median: VipsOperation {
    public var readsRowsInOrder: Bool { true }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        // The window may not be larger than the image.
        let width = min(size, image.width)
        let height = min(size, image.height)
        // `median` is a convenience of the C interface only; this is what it calls.
        return try VipsCall("rank").image("in", image).int("width", width).int("height", height)
            .int("index", width * height / 2).run()
    }
}

public import Renditions

extension Median: VipsOperation {
    public var readsRowsInOrder: Bool { true }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        // The window may not be larger than the image.
        let width = min(size, image.width)
        let height = min(size, image.height)
        // In 8 bits the library slides a histogram along each row and forgets the column that comes in (its issue 4609):
        // results would be off by a pixel and depend on how the image is cut into strips. In 16 bits it sorts.
        let sortable =
            width * height > 10 ? try VipsCall("cast").image("in", image).word("format", "ushort").run() : image
        // `median` is a convenience of the C interface only; this is what it calls.
        return try VipsCall("rank").image("in", sortable).int("width", width).int("height", height)
            .int("index", width * height / 2).run().cast8Bit()
    }
}

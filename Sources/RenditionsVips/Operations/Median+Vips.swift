public import Renditions

extension Median: VipsOperation {
    public var readsRowsInOrder: Bool { true }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        // `median` is a convenience of the C interface only; this is what it calls.
        try VipsCall("rank").image("in", image).int("width", size).int("height", size)
            .int("index", size * size / 2).run()
    }
}

public import Renditions

extension Sharpen: VipsOperation {
    public var readsRowsInOrder: Bool { true }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        // Edges of transparency would ring where colours are not weighted; the operation itself leaves alpha alone.
        try VipsCall("sharpen").image("in", image)
            .double("sigma", sigma).double("m1", flat).double("m2", jagged).run().cast8Bit()
    }
}

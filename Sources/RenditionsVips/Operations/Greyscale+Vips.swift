public import Renditions

extension Greyscale: VipsOperation {
    public var readsRowsInOrder: Bool { true }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        image.bands <= 2 ? image : try image.colourspace("b-w").cast8Bit()
    }
}

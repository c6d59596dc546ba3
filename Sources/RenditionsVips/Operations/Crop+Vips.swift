public import Renditions

extension Crop: VipsOperation {
    public var readsRowsInOrder: Bool { true }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        try image.extract(rect)
    }
}

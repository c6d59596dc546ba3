public import Renditions

extension Blur: VipsOperation {
    public var readsRowsInOrder: Bool { true }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        try image.premultiplied { image in
            try VipsCall("gaussblur").image("in", image).double("sigma", sigma).run()
        }
    }
}

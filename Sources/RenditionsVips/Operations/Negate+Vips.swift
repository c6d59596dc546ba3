public import Renditions

extension Negate: VipsOperation {
    public var readsRowsInOrder: Bool { true }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        try image.onColors { try VipsCall("invert").image("in", $0).run() }
    }
}

public import Renditions

extension Gamma: VipsOperation {
    public var readsRowsInOrder: Bool { true }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        try image.onColors { try VipsCall("gamma").image("in", $0).double("exponent", exponent).run() }
    }
}

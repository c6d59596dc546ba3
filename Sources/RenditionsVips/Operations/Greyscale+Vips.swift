public import Renditions

extension Greyscale: VipsOperation {
    public var readsRowsInOrder: Bool { true }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        guard image.bands > 2 else { return image }
        // By way of CIELAB: the library's own greys weigh red, green and blue by 0.2, 0.7 and 0.1 instead of by their
        // luminances, which is up to seven levels off.
        let lab = try image.colourspace("lab")
        let colorless = try lab.linear(
            [1, 0, 0] + Array(repeating: 1, count: lab.bands - 3), Array(repeating: 0, count: lab.bands))
        return try colorless.labelled("lab").colourspace("b-w").cast8Bit()
    }
}

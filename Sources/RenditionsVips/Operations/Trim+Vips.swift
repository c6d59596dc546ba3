public import Renditions

extension Trim: VipsOperation {
    public var readsRowsInOrder: Bool { false }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        let rect = try context.decide { try contents(of: image) }
        return rect.size == image.size ? image : try image.extract(rect)
    }

    /// The smallest rectangle that holds every pixel that differs from the upper left one; the whole image when none
    /// does.
    private func contents(of image: VipsImage) throws -> PixelRect {
        let whole = PixelRect(x: 0, y: 0, width: image.width, height: image.height)
        // The library takes a median of three by three pixels first.
        guard image.size.shorterSide >= 3 else { return whole }
        // Opacity counts like a colour, and all transparent pixels are alike. Under another label the library does not
        // take the last channel for opacity and flatten it away.
        let seen =
            image.hasAlpha
            ? try VipsCall("premultiply").image("in", image).double("max_alpha", image.maximumAlpha).run()
                .labelled("multiband").cast8Bit()
            : image
        return try VipsCall("find_trim").image("in", seen)
            .double("threshold", threshold).doubles("background", try seen.pixel(x: 0, y: 0))
            .run { outputs in
                let rect = PixelRect(
                    x: outputs.int("left"), y: outputs.int("top"), width: outputs.int("width"),
                    height: outputs.int("height"))
                return rect.fits(in: image.size) ? rect : whole
            }
    }
}

extension VipsImage {
    /// The channels of one pixel.
    func pixel(x: Int, y: Int) throws -> [Double] {
        try VipsCall("getpoint").image("in", self).int("x", x).int("y", y).run { $0.doubles("out_array") }
    }
}

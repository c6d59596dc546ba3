public import Renditions

extension Sharpen: VipsOperation {
    public var readsRowsInOrder: Bool { true }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        // The operation itself leaves alpha alone.
        try VipsCall("sharpen").image("in", image.hasAlpha ? try image.withNeighboursColours(within: sigma) : image)
            .double("sigma", sigma).double("m1", flat).double("m2", jagged).run().cast8Bit()
    }
}

extension VipsImage {
    /// This image with pixels that are not seen in the colours of those around them that are: else the edge of what is
    /// seen would be taken for an edge between colours.
    fileprivate func withNeighboursColours(within sigma: Double) throws -> VipsImage {
        let spread = try premultiplied { image in
            try VipsCall("gaussblur").image("in", image).double("sigma", sigma).double("min_ampl", 0.02).run()
        }
        let alpha = try bands(from: bands - 1, count: 1)
        let isUnseen = try VipsCall("relational_const").image("in", alpha).word("relational", "equal")
            .doubles("c", [0]).run()
        let colors = try VipsCall("ifthenelse").image("cond", isUnseen)
            .image("in1", try spread.bands(from: 0, count: bands - 1))
            .image("in2", try bands(from: 0, count: bands - 1)).run()
        return try colors.joined(with: alpha)
    }
}

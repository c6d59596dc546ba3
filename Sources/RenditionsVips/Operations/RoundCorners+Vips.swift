public import Renditions

extension RoundCorners: VipsOperation {
    public var readsRowsInOrder: Bool { false }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        // The distances below are good to half a pixel.
        guard radius >= 0.5 else { return image }
        let image = try image.withAlpha()
        let alpha = try image.bands(from: image.bands - 1, count: 1)
        let mask = try coverage(for: image.size)
        let product = try VipsCall("multiply").image("left", alpha).image("right", mask).run()
        let rounded = try VipsCall("round").word("round", "rint").run(on: product).cast8Bit()
        return try image.bands(from: 0, count: image.bands - 1).joined(with: rounded)
    }

    /// How much of each pixel lies within the rounded rectangle, 0 to 1, from the distance of its middle to the corner's
    /// circle.
    private func coverage(for size: PixelSize) throws -> VipsImage {
        let radius = min(radius, Double(size.shorterSide) / 2)
        let position = try VipsCall("xyz").int("width", size.width).int("height", size.height).run()
        // How far a pixel's middle is beyond the straight part, on each axis: |p - middle| - (half - radius).
        let half = [Double(size.width) / 2, Double(size.height) / 2]
        let fromMiddle = try VipsCall("abs").run(on: try position.linear([1, 1], [0.5 - half[0], 0.5 - half[1]]))
        let beyond = try fromMiddle.linear([1, 1], [radius - half[0], radius - half[1]])
        let isBeyond = try VipsCall("relational_const").image("in", beyond).word("relational", "more").doubles(
            "c", [0, 0]
        )
        .run()
        let zero = try beyond.linear([0, 0], [0, 0])
        let clamped = try VipsCall("ifthenelse").image("cond", isBeyond).image("in1", beyond).image("in2", zero).run()
        let squares = try VipsCall("multiply").image("left", clamped).image("right", clamped).run()
        let sum = try VipsCall("add").image("left", try squares.bands(from: 0, count: 1))
            .image("right", try squares.bands(from: 1, count: 1)).run()
        let distance = try VipsCall("math2_const").image("in", sum).word("math2", "pow").doubles("c", [0.5]).run()
        // radius + 0.5 - distance, cut to 0...1 by the cast through 8 bits.
        let scaled = try distance.linear([-255], [(radius + 0.5) * 255])
        return try scaled.cast8Bit().linear([1.0 / 255], [0])
    }
}

extension VipsCall {
    /// Runs an operation that takes one image.
    func run(on image: VipsImage) throws -> VipsImage { try self.image("in", image).run() }
}

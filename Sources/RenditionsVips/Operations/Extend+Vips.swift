public import Renditions

extension Extend: VipsOperation {
    public var readsRowsInOrder: Bool { fill == .color || fill == .edge }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        if fill == .blurred { return try onBlurredCopy(image, in: context) }
        let image = fill == .color && color.alpha < 255 ? try image.withAlpha() : image
        let ground = fill == .color && !image.isGreyEnough(for: color) ? try image.inColor() : image
        let call = VipsCall("embed").image("in", ground)
            .int("x", x).int("y", y).int("width", width).int("height", height)
        switch fill {
        case .color:
            return try call.word("extend", "background").doubles("background", ground.channels(of: color)).run()
        case .mirror: return try call.word("extend", "mirror").run()
        case .edge, .blurred: return try call.word("extend", "copy").run()
        }
    }

    /// The image on a copy of itself that covers the canvas and is blurred.
    private func onBlurredCopy(_ image: VipsImage, in context: RenderContext) throws -> VipsImage {
        let canvas = PixelSize(width: width, height: height)
        let factor = max(Double(width) / Double(image.width), Double(height) / Double(image.height))
        let covering = PixelSize(
            width: max(width, Int((Double(image.width) * factor).rounded())),
            height: max(height, Int((Double(image.height) * factor).rounded())))
        let scaled = try Scale(to: covering, kernel: .linear).apply(to: image, in: context)
        let origin = Gravity.center.origin(of: canvas, in: covering)
        let cut = try scaled.extract(PixelRect(x: origin.x, y: origin.y, width: width, height: height))
        // A fortieth of the longer side takes out every detail at any size.
        let ground = try Blur.blur(sigma: max(1, Double(canvas.longerSide) / 40)).apply(to: cut, in: context)
        guard image.hasAlpha else {
            return try VipsCall("insert").image("main", ground).image("sub", image).int("x", x).int("y", y).run()
        }
        return try VipsCall("composite2").image("base", try ground.withAlpha()).image("overlay", try image.withAlpha())
            .word("mode", "over").int("x", x).int("y", y).run().cast8Bit()
    }
}

extension VipsImage {
    /// Whether a colour can be shown in this image's bands.
    func isGreyEnough(for color: Color) -> Bool {
        bands >= 3 || color.alpha == 0 || (color.red == color.green && color.green == color.blue)
    }
}

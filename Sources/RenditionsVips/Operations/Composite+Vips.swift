public import Renditions

extension Composite: VipsOperation {
    public var readsRowsInOrder: Bool { false }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        let hadAlpha = image.hasAlpha
        var result = try image.inColor().withAlpha()
        for layer in layers {
            try context.check()
            result = try layer.applied(to: result, overlay: try context.overlay(layer.image), in: context)
        }
        return hadAlpha ? result : try result.bands(from: 0, count: 3)
    }
}

extension Layer {
    /// An image with this layer over it.
    fileprivate func applied(
        to image: VipsImage, overlay: VipsImage, in context: RenderContext
    ) throws -> VipsImage {
        var overlay = try overlay.inColor().withAlpha()
        let size = fittedSize(of: overlay.size, on: image.size)
        if size != overlay.size { overlay = try Scale(to: size).apply(to: overlay, in: context) }
        overlay = try overlay.fading(to: opacity)
        var origin = origin(of: size, on: image.size)
        if tile {
            overlay = try VipsCall("replicate").image("in", overlay)
                .int("across", (image.width + size.width - 1) / size.width)
                .int("down", (image.height + size.height - 1) / size.height).run()
                .extract(PixelRect(x: 0, y: 0, width: image.width, height: image.height))
            origin = (0, 0)
        }
        return try VipsCall("composite2").image("base", image).image("overlay", overlay)
            .word("mode", blend.libraryName).int("x", origin.x).int("y", origin.y).run().cast8Bit()
    }

    /// The size at which a layer is laid: as asked for, and never larger than the image below.
    private func fittedSize(of size: PixelSize, on canvas: PixelSize) -> PixelSize {
        let asked = scale.map { $0 * Double(canvas.width) / Double(size.width) } ?? 1
        let factor = min(
            asked, Double(canvas.width) / Double(size.width), Double(canvas.height) / Double(size.height))
        return PixelSize(
            width: max(1, Int((Double(size.width) * factor).rounded())),
            height: max(1, Int((Double(size.height) * factor).rounded())))
    }
}

extension VipsImage {
    /// This image with its opacity multiplied; it must have an alpha channel.
    func fading(to opacity: Double) throws -> VipsImage {
        guard opacity < 1 else { return self }
        let alpha = try bands(from: bands - 1, count: 1).linear([opacity], [0]).cast8Bit()
        return try bands(from: 0, count: bands - 1).joined(with: alpha)
    }
}

extension BlendMode {
    /// The library's name of this mode.
    fileprivate var libraryName: String {
        switch self {
        case .colorDodge: "colour-dodge"
        case .colorBurn: "colour-burn"
        default: rawValue
        }
    }
}

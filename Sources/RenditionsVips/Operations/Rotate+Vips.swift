public import Renditions

#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

extension Rotate: VipsOperation {
    public var readsRowsInOrder: Bool { false }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        let target = outputSize(for: image.size)
        var ground = background.alpha < 255 ? try image.withAlpha() : image
        if !ground.isGreyEnough(for: background) { ground = try ground.inColor() }
        let (sine, cosine) = (sin(angle * .pi / 180), cos(angle * .pi / 180))
        // Counted in middles of pixels. The library's own bounding box would be up to a pixel off the middle.
        let (x, y) = (Double(image.width - 1) / 2, Double(image.height - 1) / 2)
        return try ground.premultiplied { image in
            try VipsCall("affine").image("in", image).doubles("matrix", [cosine, -sine, sine, cosine])
                .ints("oarea", [0, 0, target.width, target.height])
                .double("odx", Double(target.width - 1) / 2 - x * cosine + y * sine)
                .double("ody", Double(target.height - 1) / 2 - x * sine - y * cosine)
                .doubles("background", ground.premultipliedChannels(of: background))
                // Else it would weigh colours by opacity a second time.
                .bool("premultiplied", true).run()
        }
    }
}

extension VipsImage {
    /// A colour's channels weighted by its opacity, where this image has one.
    fileprivate func premultipliedChannels(of color: Color) -> [Double] {
        var channels = channels(of: color)
        guard hasAlpha, let alpha = channels.popLast() else { return channels }
        return channels.map { $0 * alpha / maximumAlpha } + [alpha]
    }
}

public import Renditions

extension Rotate: VipsOperation {
    public var readsRowsInOrder: Bool { false }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        let target = outputSize(for: image.size)
        var ground = background.alpha < 255 ? try image.withAlpha() : image
        if !ground.isGreyEnough(for: background) { ground = try ground.inColor() }
        let channels = ground.channels(of: background)
        // The library weighs colours by opacity itself: done before as well, edges would become too light.
        let turned = try VipsCall("similarity").image("in", ground).double("angle", angle)
            .doubles("background", ground.hasAlpha ? ground.premultipliedChannels(of: background) : channels).run()
        // The library's bounding box may be a pixel off the one that the plan counts with.
        return try VipsCall("gravity").image("in", turned).word("direction", "centre")
            .int("width", target.width).int("height", target.height)
            .word("extend", "background").doubles("background", channels).run()
    }
}

extension VipsImage {
    /// A colour's channels weighted by its opacity.
    fileprivate func premultipliedChannels(of color: Color) -> [Double] {
        var channels = channels(of: color)
        guard let alpha = channels.popLast() else { return [] }
        return channels.map { $0 * alpha / maximumAlpha } + [alpha]
    }
}

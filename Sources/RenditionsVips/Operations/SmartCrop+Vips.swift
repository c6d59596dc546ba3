public import Renditions

extension SmartCrop: VipsOperation {
    public var readsRowsInOrder: Bool { false }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        let size = outputSize(for: image.size)
        guard size != image.size else { return image }
        let rect = try context.decide {
            let cropped = try VipsCall("smartcrop").image("input", image)
                .int("width", size.width).int("height", size.height).word("interesting", strategy.rawValue).run()
            // The place of the cut is kept in the image as an offset back to the origin.
            let offset = cropped.offset
            return PixelRect(x: -offset.x, y: -offset.y, width: size.width, height: size.height)
        }
        return try image.extract(rect)
    }
}

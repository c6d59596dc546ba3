public import Renditions

extension SmartCrop: VipsOperation {
    public var readsRowsInOrder: Bool { false }

    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        let size = outputSize(for: image.size)
        guard size != image.size else { return image }
        let rect = try context.decide {
            let finder = CropFinder(try image.raster(longerSide: CropFinder.rasterSide, in: context), by: strategy)
            return finder.rect(of: size, in: image.size)
        }
        return try image.extract(rect)
    }
}

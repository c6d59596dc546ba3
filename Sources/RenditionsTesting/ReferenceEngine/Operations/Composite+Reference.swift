public import Renditions

extension Composite: ReferenceOperation {
    public func apply(to raster: Raster, overlays: [ObjectKey: Raster]) throws -> Raster {
        try layers.reduce(raster) { image, layer in
            guard layer.blend == .over else {
                throw RenderError(.unsupportedOperation, "This engine can't blend by \(layer.blend.rawValue).")
            }
            guard let overlay = overlays[layer.image] else {
                throw RenderError(.missingOverlay, "The overlay \(layer.image) is not in the store of overlays.")
            }
            return try layer.laid(overlay, over: image)
        }
    }
}

extension Layer {
    fileprivate func laid(_ overlay: Raster, over image: Raster) throws -> Raster {
        let size = fittedSize(of: overlay.size, on: image.size)
        let overlay = try Scale(to: size).apply(to: overlay, overlays: [:])
        let origin = tile ? (x: 0, y: 0) : origin(of: size, on: image.size)
        return Raster(size: image.size) { column, row in
            var (dx, dy) = (column - origin.x, row - origin.y)
            if tile { (dx, dy) = (dx % size.width, dy % size.height) }
            guard (0..<size.width).contains(dx), (0..<size.height).contains(dy) else { return image[column, row] }
            var color = overlay[dx, dy]
            color.alpha = PremultipliedPixels.level(Double(color.alpha) * opacity)
            return color.over(image[column, row])
        }
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

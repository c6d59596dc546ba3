public import Renditions

extension SmartCrop: ReferenceOperation {
    public func apply(to raster: Raster, overlays: [ObjectKey: Raster]) throws -> Raster {
        let size = outputSize(for: raster.size)
        guard size != raster.size else { return raster }
        let factor = min(1, Double(CropFinder.rasterSide) / Double(raster.size.longerSide))
        func side(_ length: Int) -> Int { max(1, Int((Double(length) * factor).rounded())) }
        let small = PixelSize(width: side(raster.size.width), height: side(raster.size.height))
        let finder = CropFinder(try Scale(to: small, kernel: .linear).apply(to: raster, overlays: [:]), by: strategy)
        return raster.part(finder.rect(of: size, in: raster.size))
    }
}

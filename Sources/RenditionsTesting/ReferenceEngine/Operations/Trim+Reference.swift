public import Renditions

extension Trim: ReferenceOperation {
    public func apply(to raster: Raster, overlays: [ObjectKey: Raster]) throws -> Raster {
        let ground = Self.seen(raster[0, 0])
        var (left, top, right, bottom) = (raster.size.width, raster.size.height, -1, -1)
        for y in 0..<raster.size.height {
            for x in 0..<raster.size.width {
                let differs = zip(Self.seen(raster[x, y]), ground).contains { abs($0 - $1) > threshold }
                guard differs else { continue }
                (left, right) = (min(left, x), max(right, x))
                (top, bottom) = (min(top, y), max(bottom, y))
            }
        }
        guard right >= 0 else { return raster }
        return raster.part(PixelRect(x: left, y: top, width: right - left + 1, height: bottom - top + 1))
    }

    /// Opacity counts like a colour, and all transparent pixels are alike.
    private static func seen(_ color: Color) -> [Double] {
        let alpha = Double(color.alpha)
        return [color.red, color.green, color.blue].map { Double($0) * alpha / 255 } + [alpha]
    }
}

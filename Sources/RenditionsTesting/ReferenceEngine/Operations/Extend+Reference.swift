public import Renditions

extension Extend: ReferenceOperation {
    public func apply(to raster: Raster, overlays: [ObjectKey: Raster]) throws -> Raster {
        let size = raster.size
        let place = PixelRect(x: x, y: y, width: size.width, height: size.height)
        return try Raster(size: PixelSize(width: width, height: height)) { column, row in
            let (dx, dy) = (column - place.x, row - place.y)
            if (0..<size.width).contains(dx), (0..<size.height).contains(dy) { return raster[dx, dy] }
            switch fill {
            case .color: return color
            case .edge: return raster[min(max(dx, 0), size.width - 1), min(max(dy, 0), size.height - 1)]
            case .mirror: return raster[Self.mirrored(dx, in: size.width), Self.mirrored(dy, in: size.height)]
            case .blurred: throw RenderError(.unsupportedOperation, "This engine can't put a blurred copy around.")
            }
        }
    }

    /// Where a place beyond the edges is reflected to: the pixel at the edge comes twice.
    static func mirrored(_ index: Int, in count: Int) -> Int {
        let turn = 2 * count
        let place = ((index % turn) + turn) % turn
        return place < count ? place : turn - 1 - place
    }
}

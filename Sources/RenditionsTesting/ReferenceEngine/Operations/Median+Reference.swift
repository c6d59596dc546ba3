public import Renditions

extension Median: ReferenceOperation {
    public func apply(to raster: Raster, overlays: [ObjectKey: Raster]) throws -> Raster {
        let window = PixelWindow(width: size, height: size, in: raster.size)
        return Raster(size: raster.size) { x, y in
            let colors = window.rows(around: y).flatMap { row in
                window.columns(around: x).map { column in
                    raster[min(max(column, 0), raster.size.width - 1), min(max(row, 0), raster.size.height - 1)]
                }
            }
            func median(_ channel: KeyPath<Color, UInt8>) -> UInt8 {
                colors.map { $0[keyPath: channel] }.sorted()[colors.count / 2]
            }
            return Color(
                red: median(\.red), green: median(\.green), blue: median(\.blue), alpha: median(\.alpha))
        }
    }
}

public import Renditions

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension Rotate: ReferenceOperation {
    public func apply(to raster: Raster, overlays: [ObjectKey: Raster]) throws -> Raster {
        let source = PremultipliedPixels(raster)
        let ground = PremultipliedPixels(Raster(size: PixelSize(width: 1, height: 1), fill: background)).channels
        var result = PremultipliedPixels(size: outputSize(for: raster.size))
        let (sine, cosine) = (sin(angle * .pi / 180), cos(angle * .pi / 180))
        for y in 0..<result.size.height {
            for x in 0..<result.size.width {
                // Middles of pixels, counted from the middle of the image, which stays the middle.
                let dx = Double(x) + 0.5 - Double(result.size.width) / 2
                let dy = Double(y) + 0.5 - Double(result.size.height) / 2
                let column = dx * cosine + dy * sine + Double(raster.size.width) / 2 - 0.5
                let row = dy * cosine - dx * sine + Double(raster.size.height) / 2 - 0.5
                let pixel = source.between(column, row, on: ground)
                for channel in 0..<4 { result.channels[(y * result.size.width + x) * 4 + channel] = pixel[channel] }
            }
        }
        return result.raster
    }
}

extension PremultipliedPixels {
    /// The channels at a place between the middles of four pixels, on straight lines between them; beyond the edges lies
    /// the ground.
    fileprivate func between(_ column: Double, _ row: Double, on ground: [Double]) -> [Double] {
        let (left, top) = (column.rounded(.down), row.rounded(.down))
        var mixed = Array(repeating: 0.0, count: 4)
        for (dx, horizontal) in [(0, 1 - (column - left)), (1, column - left)] {
            for (dy, vertical) in [(0, 1 - (row - top)), (1, row - top)] {
                let (x, y) = (Int(left) + dx, Int(top) + dy)
                let isInside = (0..<size.width).contains(x) && (0..<size.height).contains(y)
                for channel in 0..<4 {
                    let value = isInside ? channels[(y * size.width + x) * 4 + channel] : ground[channel]
                    mixed[channel] += value * horizontal * vertical
                }
            }
        }
        return mixed
    }
}

internal import Renditions

extension Scene {
    /// The picture in pixels.
    ///
    /// - Parameters:
    ///   - grain: how far a pixel strays, like a sensor's noise, in levels from 0 to 1.
    ///   - vignette: how much darker the corners are, 0 to 1.
    func paint(_ size: PixelSize, grain: Float = 0, vignette: Float = 0) async -> Raster {
        let bandHeight = 64
        var pixels: [UInt8] = []
        pixels.reserveCapacity(size.area * 4)
        let bands = await withTaskGroup(of: (Int, [UInt8]).self) { group in
            var bands = [[UInt8]](repeating: [], count: (size.height + bandHeight - 1) / bandHeight)
            for index in bands.indices {
                group.addTask {
                    let rows = index * bandHeight..<min((index + 1) * bandHeight, size.height)
                    return (index, band(rows, of: size, grain: grain, vignette: vignette))
                }
            }
            for await (index, band) in group { bands[index] = band }
            return bands
        }
        for band in bands { pixels += band }
        return Raster(size: size, pixels: pixels)
    }

    private func band(_ rows: Range<Int>, of size: PixelSize, grain: Float, vignette: Float) -> [UInt8] {
        let noise = Noise(seed: 77)
        let scale = 1 / Float(size.height)
        let aspect = Float(size.width) * scale
        var pixels: [UInt8] = []
        pixels.reserveCapacity(rows.count * size.width * 4)
        for row in rows {
            let y = (Float(row) + 0.5) * scale
            for column in 0..<size.width {
                let x = (Float(column) + 0.5) * scale
                var color = self.color(x, y)
                let (dx, dy) = (x / aspect - 0.5, y - 0.5)
                let darkness = 1 - vignette * (dx * dx + dy * dy) * 2
                let speck = (noise.white(column, row) + noise.white(row, column + 7) - 1) * grain
                let alpha = color.w
                color = color * darkness + speck
                color.w = alpha
                let levels = color.clamped(lowerBound: .zero, upperBound: .one) * 255 + 0.5
                pixels.append(UInt8(levels.x))
                pixels.append(UInt8(levels.y))
                pixels.append(UInt8(levels.z))
                pixels.append(UInt8(levels.w))
            }
        }
        return pixels
    }
}

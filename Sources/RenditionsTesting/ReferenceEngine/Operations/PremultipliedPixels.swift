import Renditions

/// Pixels in floating point with colours multiplied by opacity, so that means of them come out right: what is fully
/// transparent has no colour to give.
struct PremultipliedPixels {
    let size: PixelSize
    /// Red, green, blue, opacity; colours from 0 to 255 times an opacity from 0 to 1.
    var channels: [Double]

    init(size: PixelSize) {
        self.size = size
        channels = Array(repeating: 0, count: size.area * 4)
    }

    init(_ raster: Raster) {
        self.init(size: raster.size)
        for index in stride(from: 0, to: channels.count, by: 4) {
            let alpha = Double(raster.pixels[index + 3]) / 255
            for channel in index..<index + 3 { channels[channel] = Double(raster.pixels[channel]) * alpha }
            channels[index + 3] = alpha
        }
    }

    var raster: Raster {
        var pixels = Array(repeating: UInt8(0), count: channels.count)
        for index in stride(from: 0, to: channels.count, by: 4) {
            let alpha = channels[index + 3]
            pixels[index + 3] = Self.level(alpha * 255)
            guard pixels[index + 3] > 0 else { continue }
            for channel in index..<index + 3 { pixels[channel] = Self.level(channels[channel] / alpha) }
        }
        return Raster(size: size, pixels: pixels)
    }

    static func level(_ value: Double) -> UInt8 { UInt8(min(max(value.rounded(), 0), 255)) }
}

import Renditions

/// A raster laid over white, red, green and blue as stored values from 0 to 1.
struct FlattenedPixels {
    let colors: [SIMD3<Double>]

    init(_ raster: Raster) {
        colors = stride(from: 0, to: raster.pixels.count, by: 4).map { index in
            let alpha = Double(raster.pixels[index + 3]) / 255
            let stored = SIMD3(
                Double(raster.pixels[index]), Double(raster.pixels[index + 1]), Double(raster.pixels[index + 2]))
            return stored * (alpha / 255) + SIMD3(repeating: 1 - alpha)
        }
    }
}

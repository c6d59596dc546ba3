/// The lightness of an image in 8-bit levels, laid over white: what the perceptual hash, entropy and sharpness look at.
///
/// Y′ of ITU-R BT.601 on stored values, the Y of JPEG files (JFIF 1.02), so that an engine which has those planes at hand
/// sees the same numbers.
struct LumaPlane {
    let size: PixelSize
    /// Row by row.
    let levels: [UInt8]

    init(_ raster: Raster) {
        size = raster.size
        levels = raster.pixels.withUnsafeBufferPointer { bytes in
            (0..<raster.size.area).map { pixel in
                let index = pixel * 4
                // 0.299, 0.587 and 0.114 in 65536ths; they add up to exactly one.
                let luma =
                    (Int(bytes[index]) * 19595 + Int(bytes[index + 1]) * 38470 + Int(bytes[index + 2]) * 7471 + 32768)
                    >> 16
                let alpha = Int(bytes[index + 3])
                return UInt8(alpha == 255 ? luma : (luma * alpha + 255 * (255 - alpha) + 127) / 255)
            }
        }
    }
}

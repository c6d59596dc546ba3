import Renditions

/// The luma of an image over white in levels from 0 to 255 that are not rounded, or the noise of rounding would limit
/// what PSNR can tell. Weights: ITU-R BT.601, as in JPEG files.
struct LumaValues {
    let size: PixelSize
    /// Row by row.
    let values: [Double]

    init(_ raster: Raster) {
        size = raster.size
        values = FlattenedPixels(raster).colors.map { 255 * (0.299 * $0.x + 0.587 * $0.y + 0.114 * $0.z) }
    }
}

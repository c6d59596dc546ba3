import Renditions

/// The pixels around a pixel: a box whose sides are at most the image's. Of an even side one pixel more lies before the
/// middle than behind it.
struct PixelWindow {
    let size: PixelSize

    init(width: Int, height: Int, in image: PixelSize) {
        size = PixelSize(width: min(width, image.width), height: min(height, image.height))
    }

    /// Columns of the window around column `x`; some may lie beyond the image's edges.
    func columns(around x: Int) -> Range<Int> { x - size.width / 2..<x - size.width / 2 + size.width }

    /// Rows of the window around row `y`; some may lie beyond the image's edges.
    func rows(around y: Int) -> Range<Int> { y - size.height / 2..<y - size.height / 2 + size.height }
}

public import Renditions

extension TestImage {
    /// One line of text in capitals of 5 by 7 blocks, with a column between letters and a margin of two blocks: thin
    /// lines and sharp edges, to see what scaling and encoding leave of them.
    ///
    /// - Parameters:
    ///   - text: A to Z (small letters are written as capitals) and 0 to 9; anything else is a blank.
    ///   - scale: pixels of a block's side, at least 1. The raster has (6 × characters + 3) × 11 blocks.
    public static func text(
        _ text: String, scale: Int = 2, color: Color = .black, background: Color = .white
    ) -> Raster {
        let glyphs = text.uppercased().map { BitmapFont.glyphs[$0] ?? BitmapFont.blank }
        let (margin, advance) = (2, BitmapFont.width + 1)
        let size = PixelSize(
            width: (glyphs.count * advance - 1 + 2 * margin) * scale, height: (BitmapFont.height + 2 * margin) * scale)
        return raster(size) { x, y in
            let (column, row) = (x / scale - margin, y / scale - margin)
            guard column >= 0, column / advance < glyphs.count, row >= 0, row < BitmapFont.height else {
                return background
            }
            return BitmapFont.isSet(glyphs[column / advance], column % advance, row) ? color : background
        }
    }
}

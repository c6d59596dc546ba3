extension PerceptualHash {
    /// Cells a side of the reduced image.
    private static let side = 32

    /// How far a frequency must rise above the median to set its bit: a wave of a sixteenth of an 8-bit level. Without
    /// it the bits of an even background would be decided by the noise of the last compression.
    private static let margin = 1.0

    /// The hash of an image of at least one pixel; what is transparent counts as white.
    ///
    /// The lightness is averaged to 32 by 32 cells and transformed (DCT-II, orthonormal). Of the frequencies 1 to 8 along
    /// either side each sets its bit where it lies above their median, the first row in the highest bits (Zauner,
    /// "Implementation and Benchmarking of Perceptual Image Hash Functions", 2010, section 3.2.1). Leaving out frequency 0
    /// makes the hash indifferent to brightness and to vignettes. Distances up to about 10 mean the same picture.
    public init(_ raster: Raster) {
        self.init(LumaPlane(raster))
    }

    init(_ luma: LumaPlane) {
        precondition(luma.size.area > 0, "an empty raster has no perceptual hash")
        let size = PixelSize(width: Self.side, height: Self.side)
        let transform = CosineTransform(size: size, columns: 9, rows: 9, offset: 0.5)
        let sums = transform.sums(luma.averaged(side: Self.side))
        let frequencies = (1...8).flatMap { v in (1...8).map { u in sums[v * 9 + u] * 2 / Double(Self.side) } }
        let sorted = frequencies.sorted()
        let median = (sorted[31] + sorted[32]) / 2
        self.init(bits: frequencies.reduce(0) { $0 << 1 | ($1 > median + Self.margin ? 1 : 0) })
    }
}

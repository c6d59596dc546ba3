extension LumaPlane {
    /// Variance of the Laplacian (0 1 0, 1 -4 1, 0 1 0) over all pixels that have four neighbours, in squared 8-bit
    /// levels; 0 where there are none.
    ///
    /// The focus measure LAPV of Pertuz, Puig and Garcia, "Analysis of focus measure operators for shape-from-focus",
    /// 2013. It depends on the size at which an image is looked at: compare only rasters of one size.
    var sharpness: Double {
        let (width, height) = (size.width, size.height)
        guard width > 2, height > 2 else { return 0 }
        // Whole numbers: a sum of squares has no rounding and the same value in any order.
        var sum = 0
        var squares = 0
        levels.withUnsafeBufferPointer { levels in
            for y in 1..<height - 1 {
                for index in (y * width + 1)..<(y * width + width - 1) {
                    let value =
                        Int(levels[index - 1]) + Int(levels[index + 1]) + Int(levels[index - width])
                        + Int(levels[index + width]) - 4 * Int(levels[index])
                    sum += value
                    squares += value * value
                }
            }
        }
        let count = Double((width - 2) * (height - 2))
        let mean = Double(sum) / count
        return Double(squares) / count - mean * mean
    }
}

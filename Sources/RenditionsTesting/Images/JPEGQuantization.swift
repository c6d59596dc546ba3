/// How coarsely a JPEG keeps frequencies: the example tables of ITU-T T.81 annex K.1, scaled by quality.
enum JPEGQuantization {
    /// Table K.1, row by row.
    private static let luma = [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29,
        51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121,
        120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ]

    /// The upper left corner of table K.2, row by row; all the rest is 99.
    private static let chroma = [[17, 18, 24, 47], [18, 21, 26, 66], [24, 26, 56, 99], [47, 66, 99, 99]]

    /// Where the coefficients of a block stand, in the order in which they are coded (figure A.6).
    static let zigzag: [Int] = (0..<64).sorted { first, second in
        let (a, b) = ((x: first % 8, y: first / 8), (x: second % 8, y: second / 8))
        guard a.x + a.y == b.x + b.y else { return a.x + a.y < b.x + b.y }
        // Diagonals go up and down in turn; those of an even sum go up, to growing columns.
        return (a.x + a.y).isMultiple(of: 2) ? a.x < b.x : a.y < b.y
    }

    /// The steps of all coefficients, row by row, 1 to 255.
    ///
    /// - Parameter quality: 1 to 100, scaled as in libjpeg's jcparam.c: 50 is the tables as they stand, 100 is step 1.
    static func steps(_ quality: Int, isChroma: Bool) -> [Int] {
        let quality = min(max(quality, 1), 100)
        let percent = quality < 50 ? 5000 / quality : 200 - 2 * quality
        return (0..<64).map { index in
            let (x, y) = (index % 8, index / 8)
            let step = isChroma ? (x < 4 && y < 4 ? chroma[y][x] : 99) : luma[index]
            return min(max((step * percent + 50) / 100, 1), 255)
        }
    }
}

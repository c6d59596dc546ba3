extension ThumbHash {
    /// One plane of an image as its mean and the waves around it.
    struct Channel {
        let mean: Double
        /// The largest amplitude.
        let scale: Double
        /// The amplitudes over ``scale`` as levels from 0 (-1) to 15 (+1), in the order of ``waves(_:_:)``.
        let levels: [UInt8]

        /// Amplitudes below this are rounding, not image: an 8-bit level is 4e-3.
        private static let absent = 1e-9

        /// The waves that a channel of `columns` by `rows` keeps besides its mean: those under the diagonal, row by row.
        static func waves(_ columns: Int, _ rows: Int) -> [(u: Int, v: Int)] {
            (0..<rows).flatMap { v in
                (0..<columns).filter { u in (u, v) != (0, 0) && u * rows < columns * (rows - v) }.map { ($0, v) }
            }
        }

        init(_ plane: [Double], size: PixelSize, columns: Int, rows: Int) {
            let transform = CosineTransform(size: size, columns: columns, rows: rows, offset: 0.5)
            let area = Double(size.area)
            let sums = transform.sums(plane).map { $0 / area }
            mean = sums[0]
            let kept = Self.waves(columns, rows).map { sums[$0.v * columns + $0.u] }
            let scale = kept.reduce(0) { max($0, abs($1)) }
            // Rounding leaves some 1e-17 of a wave that is absent, and not the same on every machine. In a plane of one
            // value that would be scaled up to full waves.
            self.scale = scale < Self.absent ? 0 : scale
            levels = kept.enumerated().map { index, amplitude in
                if scale < Self.absent { return 0 }
                // The sixteen levels have none for nothing: 7 is a little less, 8 a little more. Taking them in turn
                // keeps absent waves from adding up in a corner.
                if abs(amplitude) < Self.absent { return index.isMultiple(of: 2) ? 8 : 7 }
                return UInt8(rounded(15 * (0.5 + 0.5 * amplitude / scale)))
            }
        }
    }
}

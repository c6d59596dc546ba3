/// The lowest spatial frequencies of a plane of pixels: the part that BlurHash, ThumbHash and the perceptual hash share.
struct CosineTransform {
    /// Along x and along y.
    let horizontal: CosineBasis
    let vertical: CosineBasis

    /// - Parameters:
    ///   - size: of the planes that will be transformed, in pixels.
    ///   - columns: frequencies along x, the constant one included.
    ///   - rows: frequencies along y, the constant one included.
    ///   - offset: as in ``CosineBasis``.
    init(size: PixelSize, columns: Int, rows: Int, offset: Double) {
        horizontal = CosineBasis(frequencies: columns, samples: size.width, offset: offset)
        vertical = CosineBasis(frequencies: rows, samples: size.height, offset: offset)
    }

    /// `sums[v * columns + u] = Σ plane(x, y) · cos u(x) · cos v(y)`, not normalised.
    ///
    /// Columns of pixels are summed first: that inner loop has no chain of additions, so it is vectorised without
    /// changing the order in which floating-point numbers are added, and leaves few rows for the second pass.
    func sums(_ plane: [Double]) -> [Double] {
        let width = horizontal.samples
        var sums: [Double] = []
        sums.reserveCapacity(vertical.frequencies * horizontal.frequencies)
        for v in 0..<vertical.frequencies {
            let row = weightedRow(plane, frequency: v)
            for u in 0..<horizontal.frequencies {
                var sum = 0.0
                for x in 0..<width { sum += row[x] * horizontal[u, x] }
                sums.append(sum)
            }
        }
        return sums
    }

    private func weightedRow(_ plane: [Double], frequency: Int) -> [Double] {
        let width = horizontal.samples
        var row = [Double](repeating: 0, count: width)
        plane.withUnsafeBufferPointer { plane in
            row.withUnsafeMutableBufferPointer { row in
                for y in 0..<vertical.samples {
                    let weight = vertical[frequency, y]
                    let line = plane[(y * width)..<((y + 1) * width)]
                    for x in 0..<width { row[x] += line[line.startIndex + x] * weight }
                }
            }
        }
        return row
    }
}

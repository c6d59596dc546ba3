extension LumaPlane {
    /// The plane averaged down to a square of `side` cells. A cell covers an exact fraction of the image, so that pixels
    /// at its edges count in part and the result hardly depends on the size at which the image came.
    func averaged(side: Int) -> [Double] {
        let columns = Self.coverage(of: size.width, side: side)
        let rows = Self.coverage(of: size.height, side: side)
        var cells = [Double](repeating: 0, count: side * side)
        var line = [Double](repeating: 0, count: size.width)
        levels.withUnsafeBufferPointer { levels in
            for (row, parts) in rows.enumerated() {
                for x in line.indices { line[x] = 0 }
                for part in parts {
                    for x in line.indices { line[x] += Double(levels[part.index * size.width + x]) * part.weight }
                }
                for (column, parts) in columns.enumerated() {
                    cells[row * side + column] = parts.reduce(0) { $0 + line[$1.index] * $1.weight }
                }
            }
        }
        return cells
    }

    /// For each cell the pixels that it covers and their share of it; the shares of a cell add up to 1.
    private static func coverage(of length: Int, side: Int) -> [[(index: Int, weight: Double)]] {
        let step = Double(length) / Double(side)
        return (0..<side).map { cell in
            let start = Double(cell) * step
            let end = Double(cell + 1) * step
            let last = min(Int(end.rounded(.up)), length)
            return (Int(start)..<max(last, Int(start) + 1)).map { index in
                (index, (min(Double(index + 1), end) - max(Double(index), start)) / step)
            }
        }
    }
}

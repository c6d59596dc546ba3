import Renditions

/// One plane of a JPEG before its transform: samples from -128 to 127, in whole coded units.
struct JPEGPlane {
    /// In samples; both sides are multiples of 8 times ``factor``.
    let width: Int
    let height: Int
    let isChroma: Bool
    /// How many blocks a coded unit has of this plane along each side: the sampling factor, 1 or 2.
    let factor: Int
    private let samples: [Double]

    /// The planes of a raster: luma, and the chroma planes where the layout has them.
    static func planes(of raster: Raster, as layout: JPEGWriter.Layout) -> [JPEGPlane] {
        let unit = layout.unitSide
        let luma = JPEGPlane(raster, weights: [0.299, 0.587, 0.114], offset: -128, unit: unit)
        guard layout != .grey else { return [luma] }
        // JFIF 1.02 page 3. Blue and red differences lie around 0 once the level shift is done.
        let chroma = [[-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]].map {
            JPEGPlane(raster, weights: $0, offset: nil, unit: unit)
        }
        return [luma] + (layout == .halfChroma ? chroma.map(\.halved) : chroma)
    }

    /// - Parameters:
    ///   - weights: of red, green and blue.
    ///   - offset: added to the weighted sum; nil for chroma, whose offset the level shift takes back.
    ///   - unit: pixels of a coded unit's side. The last column and row are repeated up to a multiple of it.
    private init(_ raster: Raster, weights: [Double], offset: Double?, unit: Int) {
        let size = raster.size
        width = (size.width + unit - 1) / unit * unit
        height = (size.height + unit - 1) / unit * unit
        isChroma = offset == nil
        factor = isChroma ? 1 : unit / 8
        var samples: [Double] = []
        samples.reserveCapacity(width * height)
        for y in 0..<height {
            for x in 0..<width {
                let color = raster[min(x, size.width - 1), min(y, size.height - 1)]
                let red = Double(color.red) * weights[0]
                let green = Double(color.green) * weights[1]
                let blue = Double(color.blue) * weights[2]
                samples.append(red + green + blue + (offset ?? 0))
            }
        }
        self.samples = samples
    }

    private init(width: Int, height: Int, samples: [Double]) {
        (self.width, self.height, self.samples) = (width, height, samples)
        (isChroma, factor) = (true, 1)
    }

    /// This chroma plane with the mean of each four samples.
    private var halved: JPEGPlane {
        var means: [Double] = []
        means.reserveCapacity(samples.count / 4)
        for y in stride(from: 0, to: height, by: 2) {
            for x in stride(from: 0, to: width, by: 2) {
                let upper = samples[y * width + x] + samples[y * width + x + 1]
                let lower = samples[(y + 1) * width + x] + samples[(y + 1) * width + x + 1]
                means.append((upper + lower) / 4)
            }
        }
        return JPEGPlane(width: width / 2, height: height / 2, samples: means)
    }

    /// The samples of a block, row by row, by its column and row among blocks.
    func block(_ column: Int, _ row: Int) -> [Double] {
        var block: [Double] = []
        block.reserveCapacity(64)
        for y in row * 8..<row * 8 + 8 {
            block += samples[y * width + column * 8..<y * width + column * 8 + 8]
        }
        return block
    }
}

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
        // Where luma is all there is, it is the same whole number that other formats get.
        guard layout != .grey else { return [JPEGPlane(raster, unit: unit) { Double($0.luma) - 128 }] }
        // JFIF 1.02 page 3. The level shift takes back the 128 that is added to chroma there.
        let planes = [
            JPEGPlane(raster, unit: unit) { $0.sum(0.299, 0.587, 0.114) - 128 },
            JPEGPlane(raster, unit: unit, isChroma: true) { $0.sum(-0.168736, -0.331264, 0.5) },
            JPEGPlane(raster, unit: unit, isChroma: true) { $0.sum(0.5, -0.418688, -0.081312) },
        ]
        return layout == .halfChroma ? planes.map { $0.isChroma ? $0.halved : $0 } : planes
    }

    /// - Parameters:
    ///   - unit: pixels of a coded unit's side. The last column and row are repeated up to a multiple of it.
    ///   - sample: of a pixel, after the level shift.
    private init(_ raster: Raster, unit: Int, isChroma: Bool = false, sample: (Color) -> Double) {
        let size = raster.size
        width = (size.width + unit - 1) / unit * unit
        height = (size.height + unit - 1) / unit * unit
        self.isChroma = isChroma
        factor = isChroma ? 1 : unit / 8
        var samples: [Double] = []
        samples.reserveCapacity(width * height)
        for y in 0..<height {
            for x in 0..<width {
                samples.append(sample(raster[min(x, size.width - 1), min(y, size.height - 1)]))
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

extension Color {
    /// The channels' levels with these weights.
    fileprivate func sum(_ red: Double, _ green: Double, _ blue: Double) -> Double {
        Double(self.red) * red + Double(self.green) * green + Double(self.blue) * blue
    }
}

internal import CVips
public import Renditions

extension Median: VipsOperation {
    public var readsRowsInOrder: Bool { false }

    /// By our own code: in windows above 3 x 3 libvips forgets the column that comes in (its issue 4609, mended in 8.17.1),
    /// so that results are a pixel off and depend on how an image is cut into strips.
    public func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        let image = try context.materialize(image, isDecoding: false)
        guard let data = vips_image_get_data(image.pointer) else {
            throw RenderError(.engineFailed, "libvips could not compute an image.", cause: VipsFailure.take())
        }
        let pixels = Pixels(
            samples: data.assumingMemoryBound(to: UInt8.self), width: image.width, height: image.height,
            bands: image.bands)
        // The window may not be larger than the image.
        let window = PixelSize(width: min(size, image.width), height: min(size, image.height))
        let result = try VipsRowWriter(like: image, size: image.size)
        let median = RunningMedian(rank: window.area / 2)
        for y in 0..<image.height {
            try context.check()
            for band in 0..<image.bands { pixels.filterRow(y, band, window, median, into: result.row) }
            try result.writeRow()
        }
        return withExtendedLifetime(image) { result.finished() }
    }

    /// Interleaved samples, continued beyond the edges as they are there.
    private struct Pixels {
        var samples: UnsafePointer<UInt8>
        var width: Int
        var height: Int
        var bands: Int

        func filterRow(
            _ y: Int, _ band: Int, _ window: PixelSize, _ median: RunningMedian,
            into row: UnsafeMutableBufferPointer<UInt8>
        ) {
            let left = window.width / 2
            let rows = (0..<window.height).map { step in
                let inside = min(max(y - window.height / 2 + step, 0), height - 1)
                return samples + inside * width * bands + band
            }
            func column(_ x: Int) -> Int { min(max(x, 0), width - 1) * bands }
            median.removeAll()
            for x in -left..<window.width - left {
                for row in rows { median.add(row[column(x)]) }
            }
            row[band] = median.value()
            for x in 1..<max(1, width) {
                let (out, new) = (column(x - 1 - left), column(x - 1 - left + window.width))
                for row in rows {
                    median.remove(row[out])
                    median.add(row[new])
                }
                row[x * bands + band] = median.value()
            }
        }
    }
}

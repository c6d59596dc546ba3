import CResampling

/// Samples by row, interleaved.
struct Picture: Equatable {
    var width: Int
    var height: Int
    var channels: Int
    var samples: [UInt8]

    init(width: Int, height: Int, channels: Int = 1, _ sample: (_ x: Int, _ y: Int, _ channel: Int) -> Int) {
        self.width = width
        self.height = height
        self.channels = channels
        samples = []
        samples.reserveCapacity(width * height * channels)
        for y in 0..<height {
            for x in 0..<width {
                for channel in 0..<channels { samples.append(UInt8(sample(x, y, channel))) }
            }
        }
    }

    subscript(_ x: Int, _ y: Int, _ channel: Int = 0) -> Int {
        Int(samples[(y * width + x) * channels + channel])
    }

    /// The geometry for the whole picture.
    func geometry(
        width outputWidth: Int, height outputHeight: Int, kernel: resampling_kernel = RESAMPLING_LANCZOS3,
        alpha: Bool = false
    ) -> resampling_geometry {
        resampling_geometry(
            input_width: Int32(width), input_height: Int32(height), output_width: Int32(outputWidth),
            output_height: Int32(outputHeight), channels: Int32(channels), source_x: 0, source_y: 0,
            source_width: Double(width), source_height: Double(height), alpha: alpha ? 1 : 0, kernel: kernel)
    }

    func resampled(
        width: Int, height: Int, kernel: resampling_kernel = RESAMPLING_LANCZOS3, alpha: Bool = false
    ) -> Picture? {
        resampled(geometry(width: width, height: height, kernel: kernel, alpha: alpha))
    }

    /// Nil where a resampler can't be had.
    func resampled(
        _ geometry: resampling_geometry, using instructions: resampling_instructions = RESAMPLING_FASTEST
    ) -> Picture? {
        var geometry = geometry
        guard let resampler = resampling_create_using(&geometry, instructions) else { return nil }
        defer { resampling_destroy(resampler) }

        var output = Picture(
            width: Int(geometry.output_width), height: Int(geometry.output_height), channels: channels
        ) { _, _, _ in 0 }
        let stride = output.width * channels
        var pulled = 0
        output.samples.withUnsafeMutableBufferPointer { output in
            samples.withUnsafeBufferPointer { input in
                for y in 0..<height {
                    guard resampling_push(resampler, input.baseAddress! + y * width * channels) == 1 else { return }
                    while pulled * stride < output.count,
                        resampling_pull(resampler, output.baseAddress! + pulled * stride) == 1
                    {
                        pulled += 1
                    }
                }
            }
        }
        return pulled == output.height ? output : nil
    }
}

let everyKernel = [
    RESAMPLING_LINEAR, RESAMPLING_CUBIC, RESAMPLING_MITCHELL, RESAMPLING_LANCZOS2, RESAMPLING_LANCZOS3,
]

internal import CResampling
internal import CVips
internal import Renditions

extension VipsImage {
    /// Rows that are asked of the library at a time: as many as its decoders work ahead.
    private static let stripHeight = 16

    /// This image scaled by our own resampler, computed at once. Rows are taken as the library computes them, so that an
    /// image that is being decoded is never whole in memory.
    ///
    /// 8 bits, one to four bands.
    func resampled(
        to target: PixelSize, kernel: resampling_kernel, in context: RenderContext
    ) throws -> VipsImage {
        let trueSize = trueSize ?? (Double(width), Double(height))
        var geometry = resampling_geometry(
            input_width: Int32(width), input_height: Int32(height), output_width: Int32(target.width),
            output_height: Int32(target.height), channels: Int32(bands), source_x: 0, source_y: 0,
            source_width: trueSize.width, source_height: trueSize.height, alpha: hasAlpha ? 1 : 0, kernel: kernel)
        guard let resampler = resampling_create(&geometry) else {
            throw RenderError(.outputTooLarge, "An image of \(size) pixels can't be scaled to \(target).")
        }
        defer { resampling_destroy(resampler) }

        let result = try VipsRowWriter(like: self, size: target)
        let reader = try VipsRowReader(self)
        for top in stride(from: 0, to: height, by: Self.stripHeight) {
            try context.check()
            try reader.read(from: top, count: min(Self.stripHeight, height - top)) { row in
                while resampling_push(resampler, row) == 0 {
                    guard try result.pull(from: resampler) else {
                        throw RenderError(.engineFailed, "The resampler stands still.")
                    }
                }
            }
            while try result.pull(from: resampler) {}
        }
        return result.finished()
    }
}

/// Rows of an image, computed on this thread.
private struct VipsRowReader: ~Copyable {
    private let region: UnsafeMutablePointer<VipsRegion>
    private let width: Int32

    init(_ image: VipsImage) throws {
        guard vips_image_pio_input(image.pointer) == 0, let region = vips_region_new(image.pointer) else {
            throw RenderError(.engineFailed, "libvips could not compute an image.", cause: VipsFailure.take())
        }
        self.region = region
        width = Int32(image.width)
    }

    deinit { g_object_unref(region) }

    func read(from top: Int, count: Int, _ body: (UnsafePointer<UInt8>) throws -> Void) throws {
        var strip = VipsRect(left: 0, top: Int32(top), width: width, height: Int32(count))
        guard vips_region_prepare(region, &strip) == 0, let data = region.pointee.data else {
            throw RenderError(.engineFailed, "libvips could not compute an image.", cause: VipsFailure.take())
        }
        let first = data - Int(region.pointee.valid.left) * Int(region.pointee.im.pointee.Bands)
        for row in top..<top + count {
            try body(first + (row - Int(region.pointee.valid.top)) * Int(region.pointee.bpl))
        }
    }
}

extension VipsRowWriter {
    /// Takes one row of the output when it is there.
    fileprivate func pull(from resampler: OpaquePointer) throws -> Bool {
        guard let start = row.baseAddress, resampling_pull(resampler, start) == 1 else { return false }
        try writeRow()
        return true
    }
}

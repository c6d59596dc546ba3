internal import CVips
public import NIOCore
public import Renditions

extension VipsEngine {
    /// Writes pixels as a file, without metadata.
    ///
    /// - Throws: ``RenderError`` with codes `invalid-encoding`, `unsupported-encoding`, `output-too-large`.
    public func encode(_ raster: Raster, as encoding: Encoding) async throws -> ByteBuffer {
        try encoding.validate()
        guard supports(encoding) else {
            throw RenderError(.unsupportedEncoding, "No engine here can write \(encoding.name).")
        }
        guard raster.size.area > 0, raster.size.longerSide <= min(limits.outputSide, encoding.maximumSide) else {
            throw RenderError(.outputTooLarge, "An image of \(raster.size) pixels can't be written as \(encoding.name).")
        }
        return try await run {
            let image = try VipsImage(raster)
            return try VipsEncoder(encoding: encoding).write(image, isBare: true)
        }
    }
}

extension VipsImage {
    /// An image with a copy of a raster's pixels; without an alpha channel where every pixel is opaque.
    convenience init(_ raster: Raster) throws {
        let pointer = raster.pixels.withUnsafeBytes {
            vips_image_new_from_memory_copy(
                $0.baseAddress, $0.count, Int32(raster.size.width), Int32(raster.size.height), 4, VIPS_FORMAT_UCHAR)
        }
        guard let pointer else {
            throw RenderError(.engineFailed, "libvips could not take the pixels.", cause: VipsFailure.take())
        }
        let image = try VipsImage(taking: pointer).labelled("srgb")
        let isOpaque = stride(from: 3, to: raster.pixels.count, by: 4).allSatisfy { raster.pixels[$0] == 255 }
        let plain = isOpaque ? try image.bands(from: 0, count: 3) : image
        g_object_ref(plain.pointer)
        self.init(taking: plain.pointer)
    }
}

extension VipsImage {
    /// The pixels of this image, scaled down so that the longer side has at most so many.
    func raster(longerSide: Int, in context: RenderContext) throws -> Raster {
        let factor = min(1, Double(longerSide) / Double(size.longerSide))
        let target = PixelSize(
            width: max(1, Int((Double(width) * factor).rounded())),
            height: max(1, Int((Double(height) * factor).rounded())))
        let small = try Scale(to: target, kernel: .linear).apply(to: self, in: context)
        let bytes = try context.evaluating(isDecoding: false) {
            try VipsEncoder(encoding: .raw).write(small, isBare: true)
        }
        return Raster(size: target, pixels: Array(bytes.readableBytesView))
    }
}

internal import CVips
public import NIOCore
public import Renditions

extension VipsEngine {
    /// Writes pixels as a file, without metadata.
    ///
    /// - Throws: `RenderError` with codes `invalid-encoding`, `unsupported-encoding`, `output-too-large`.
    public func encode(_ raster: Raster, as encoding: Encoding) async throws -> ByteBuffer {
        try encoding.validate()
        guard supports(encoding) else {
            throw RenderError(.unsupportedEncoding, "No engine here can write \(encoding.name).")
        }
        guard raster.size.area > 0, raster.size.longerSide <= min(limits.outputSide, encoding.maximumSide) else {
            throw RenderError(
                .outputTooLarge, "An image of \(raster.size) pixels can't be written as \(encoding.name).")
        }
        return try await run { _ in
            let image = try VipsImage(raster)
            return try VipsEncoder(encoding: encoding).write(image, isBare: true)
        }
    }

    /// Writes frames as an animation that plays for ever.
    ///
    /// - Parameters:
    ///   - frames: of one size, at least one.
    ///   - milliseconds: how long each is shown.
    ///   - encoding: GIF or WebP.
    /// - Throws: `RenderError` with codes `invalid-encoding`, `unsupported-encoding`, `output-too-large`.
    public func encode(_ frames: [Raster], milliseconds: [Int], as encoding: Encoding) async throws -> ByteBuffer {
        try encoding.validate()
        guard encoding.isAnimatable, supports(encoding) else {
            throw RenderError(.unsupportedEncoding, "No engine here can write an animation as \(encoding.name).")
        }
        guard let size = frames.first?.size, size.area > 0, frames.allSatisfy({ $0.size == size }),
            milliseconds.count == frames.count
        else {
            throw RenderError(.invalidEncoding, "An animation has frames of one size, and a time for each.")
        }
        guard size.longerSide <= min(limits.outputSide, encoding.maximumSide) else {
            throw RenderError(.outputTooLarge, "Frames of \(size) pixels can't be written as \(encoding.name).")
        }
        return try await run { _ in
            // The library holds an animation as one tall image.
            let tall = Raster(
                size: PixelSize(width: size.width, height: size.height * frames.count), pixels: frames.flatMap(\.pixels)
            )
            let image = try VipsImage(tall).adding { editor in
                editor.set(VipsField.pageHeight, size.height)
                editor.set(VipsField.delay, milliseconds)
                editor.set(VipsField.loop, 0)
            }
            return try VipsEncoder(encoding: encoding).write(image, isBare: false)
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

internal import CVips
internal import NIOCore
internal import Renditions

/// Reads one file that has passed inspection.
struct VipsDecoder {
    let configuration: VipsEngineConfiguration
    let bytes: ByteBuffer
    let inspected: InspectedImage
    /// Whether missing pixels are filled up with grey. Else a damaged image is refused.
    let fillsUp: Bool

    /// - Parameter fillsUp: nil for no, unless the inspection let a truncated file pass.
    init(
        _ configuration: VipsEngineConfiguration, _ bytes: ByteBuffer, _ inspected: InspectedImage,
        fillsUp: Bool? = nil
    ) {
        self.configuration = configuration
        self.bytes = bytes
        self.inspected = inspected
        self.fillsUp = fillsUp ?? inspected.isTruncated
    }

    /// The same, with missing pixels filled up.
    var fillingUp: VipsDecoder { VipsDecoder(configuration, bytes, inspected, fillsUp: true) }

    var info: ImageInfo { inspected.info }

    /// Makes the library able to read a format: loads its module, takes its block off.
    static func enable(_ format: ImageFormat) {
        switch format {
        case .avif, .heic: _ = VipsLibrary.loadModule("vips-heif", providing: "heifload_buffer")
        case .jpegxl:
            _ = VipsLibrary.loadModule("vips-jxl", providing: "jxlload_buffer")
            VipsLibrary.unblock("VipsForeignLoadJxl")
        case .pdf:
            _ = VipsLibrary.loadModule("vips-poppler", providing: "pdfload_buffer")
            VipsLibrary.unblock("VipsForeignLoadPdf")
        case .svg: VipsLibrary.unblock("VipsForeignLoadSvg")
        case .jpeg2000: VipsLibrary.unblock("VipsForeignLoadJp2k")
        case .jpeg, .png, .webp, .gif, .tiff: break
        }
    }

    /// The nickname of the operation that reads a format from memory. The library is never asked to guess.
    static func loader(of format: ImageFormat) -> String {
        switch format {
        case .jpeg: "jpegload_buffer"
        case .png: "pngload_buffer"
        case .webp: "webpload_buffer"
        case .gif: "gifload_buffer"
        case .avif, .heic: "heifload_buffer"
        case .tiff: "tiffload_buffer"
        case .jpegxl: "jxlload_buffer"
        case .svg: "svgload_buffer"
        case .pdf: "pdfload_buffer"
        case .jpeg2000: "jp2kload_buffer"
        }
    }

    /// Hands `body` the image, not computed yet. The bytes are borrowed: neither the image nor anything that is made
    /// from it and not computed may leave `body`.
    ///
    /// - Parameters:
    ///   - sufficientSize: how small the image may be.
    ///   - allFrames: whether the frames of an animation are wanted, one below the other.
    func withImage<Result>(
        sufficientSize: PixelSize, allFrames: Bool, _ body: (VipsImage) throws -> Result
    ) throws -> Result {
        let nickname = Self.loader(of: info.format)
        return try bytes.withUnsafeReadableBytes { memory in
            var call = VipsCall(nickname).bytes("buffer", memory).word("access", "sequential")
                .word("fail_on", fillsUp ? "none" : "error")
            let factor =
                info.format == .jpeg
                ? Self.shrinkFactor(of: info.size, for: sufficientSize, margin: configuration.decodingMargin) : 1
            if factor > 1 { call = call.int("shrink", factor) }
            // The decoder gives up after 100 faults otherwise; the scans, which this allows too, are counted beforehand.
            if fillsUp, info.format == .jpeg { call = call.bool("unlimited", true) }
            if allFrames { call = call.int("n", -1) }
            let image: VipsImage
            do {
                image = try call.run()
            } catch let error as RenderError where error.code == .engineFailed {
                throw RenderError(
                    .invalidImage, "The image is damaged: its header could not be read.", cause: error.cause)
            }
            try checkSize(of: image, allFrames: allFrames)
            guard factor > 1 else { return try body(image) }
            return try body(
                image.standing(
                    for: (Double(info.size.width) / Double(factor), Double(info.size.height) / Double(factor))))
        }
    }

    /// The library must see the size that the inspection saw: everything that was decided, the limits first, rests on it.
    private func checkSize(of image: VipsImage, allFrames: Bool) throws {
        let page = allFrames ? image.integer(VipsField.pageHeight) ?? image.height : image.height
        let limits = configuration.limits
        // What has no pixels of its own has no size in its header.
        guard info.size.area == 0 || (image.width <= info.size.width && page <= info.size.height) else {
            throw RenderError(
                .invalidImage,
                "The image contradicts itself: its header says \(info.size) pixels and its data \(image.width)x\(page)."
            )
        }
        guard PixelSize(width: image.width, height: page).area <= limits.pixels else {
            throw RenderError(
                .tooManyPixels,
                "The image has more than \(limits.pixels) pixels. Send a smaller one, or raise the limit.")
        }
    }

    /// By how much the JPEG decoder is to shrink the image: by the largest power of two that leaves the margin.
    static func shrinkFactor(of stored: PixelSize, for size: PixelSize, margin: Double) -> Int {
        for factor in [8, 4, 2] {
            let width = Double((stored.width + factor - 1) / factor)
            let height = Double((stored.height + factor - 1) / factor)
            if width >= margin * Double(size.width), height >= margin * Double(size.height) {
                return factor
            }
        }
        return 1
    }

    /// The facts with the size that the library gives a format without pixels of its own.
    func measuredInfo() throws -> ImageInfo {
        let nickname = Self.loader(of: info.format)
        let size = try bytes.withUnsafeReadableBytes { memory in
            do {
                return try VipsCall(nickname).bytes("buffer", memory).run().size
            } catch let error as RenderError where error.code == .engineFailed {
                throw RenderError(
                    .invalidImage, "The image is damaged: its header could not be read.", cause: error.cause)
            }
        }
        guard size.area <= configuration.limits.pixels else {
            throw RenderError(
                .tooManyPixels,
                "The image has \(size) pixels, more than \(configuration.limits.pixels). Send a smaller one.")
        }
        var info = info
        info.size = size
        return info
    }

    /// The whole image, upright, in sRGB with alpha, in memory.
    func decodeOverlay(in context: RenderContext) throws -> VipsImage {
        try withImage(sufficientSize: info.size, allFrames: false) { image in
            context.makeStoppable(image)
            let whole = try context.materialize(image, isDecoding: true)
            let upright = try Orient(info.orientation).apply(to: whole, in: context)
            let colored = try VipsColor(inspected).convert(upright, to: .sRGB).inColor().withAlpha()
            return try context.materialize(colored, isDecoding: false)
        }
    }
}

public import NIOCore

/// Reads the structure of an image file with code of our own, before any decoder sees a byte of it.
///
/// Pure and linear: every length is checked against the bytes that are there, nothing is allocated for what a header
/// merely claims, and no compressed pixel is decoded. Passing does not mean that the pixels decode.
public enum ImageInspector {
    /// Inspects a whole file.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - limits: what the image may cost; exact, so that what is at a limit is accepted.
    ///   - allowed: the formats that are switched on.
    ///   - allowsTruncation: accepts a file whose pixel data is incomplete and sets ``InspectedImage/isTruncated``.
    ///     A file that ends within its headers is refused all the same.
    /// - Throws: ``RenderError`` with one of the codes `too-many-bytes`, `unknown-format`, `forbidden-format`,
    ///   `invalid-image`, `truncated-image`, `too-many-pixels`, `too-many-pages`, `too-many-scans`.
    public static func inspect(
        _ bytes: ByteBuffer, limits: ImageLimits = .default, allowed: Set<ImageFormat> = ImageFormat.defaultAllowed,
        allowsTruncation: Bool = false
    ) throws(RenderError) -> InspectedImage {
        let outcome: Result<InspectedImage, RenderError> = bytes.withUnsafeReadableBytes { memory in
            let context = InspectionContext(
                view: ByteView(memory), limits: limits, allowsTruncation: allowsTruncation)
            return Result { () throws(RenderError) in try inspect(context, allowed: allowed) }
        }
        return try outcome.get()
    }

    private static func inspect(
        _ context: InspectionContext, allowed: Set<ImageFormat>
    ) throws(RenderError) -> InspectedImage {
        let view = context.view
        guard view.count <= context.limits.inputBytes else {
            throw RenderError(
                .tooManyBytes,
                """
                The file has \(view.count) bytes; the limit is \(context.limits.inputBytes). Upload a smaller file, or \
                raise ImageLimits.inputBytes.
                """)
        }
        guard let format = ImageFormat(sniffing: view) else {
            throw RenderError(
                .unknownFormat, "The file is not of an image format that is known here. Upload a JPEG, PNG or WebP.")
        }
        guard allowed.contains(format) else {
            throw RenderError(
                .forbiddenFormat,
                "The file is \(format.rawValue), which is not switched on. Upload another format, or allow this one.")
        }
        return try inspect(context, as: format)
    }

    private static func inspect(
        _ context: InspectionContext, as format: ImageFormat
    ) throws(RenderError) -> InspectedImage {
        switch format {
        case .jpeg: try JPEGInspector(context).inspect()
        case .png: try PNGInspector(context).inspect()
        case .gif: try GIFInspector(context).inspect()
        case .webp: try WebPInspector(context).inspect()
        case .avif, .heic: try HEIFInspector(context, format: format).inspect()
        case .tiff: try TIFFInspector(context).inspect()
        case .jpegxl: try JPEGXLInspector(context).inspect()
        case .jpeg2000: try JPEG2000Inspector(context).inspect()
        case .svg, .pdf:
            InspectedImage(
                info: ImageInfo(format: format, size: PixelSize(width: 0, height: 0), bytes: context.view.count))
        }
    }
}

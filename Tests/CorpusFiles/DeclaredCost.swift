package import NIOCore
package import Renditions

/// What an image claims to be, held against limits.
package enum DeclaredCost {
    /// Whether a file must be refused for what it costs: it exceeds a limit by what its structure declares, or no
    /// structure can be made out.
    ///
    /// The comparisons are made here and not by the inspector, which is only asked what it counts, without any limit: a
    /// limit that the inspector forgets is then still one.
    package static func exceeds(_ limits: ImageLimits, in file: ByteBuffer) -> Bool {
        guard let image = try? ImageInspector.inspect(file, limits: boundless) else { return true }
        let (size, pages) = (image.info.size, image.info.pages)
        let (pixels, isTooWide) = size.width.multipliedReportingOverflow(by: size.height)
        let (total, isTooLong) = pixels.multipliedReportingOverflow(by: pages)
        return isTooWide || isTooLong || pixels > limits.pixels || total > limits.totalPixels || pages > limits.pages
            || image.scans > limits.scans || file.readableBytes > limits.inputBytes
    }

    private static let boundless = ImageLimits(
        inputBytes: .max, pixels: .max, totalPixels: .max, pages: .max, scans: .max)
}

/// Counts pages and pixels against the limits while a file is walked, so that the first page too many ends the walk.
/// What is exactly at a limit passes.
struct PageBudget {
    private let limits: ImageLimits
    private(set) var pages = 0
    private var pixels = 0

    init(_ limits: ImageLimits) { self.limits = limits }

    /// Counts one page.
    ///
    /// - Throws: ``RenderError`` `too-many-pages` or `too-many-pixels`.
    mutating func add(_ size: PixelSize) throws(RenderError) {
        pages += 1
        try Self.check(pages, of: size, limits, before: pixels)
        pixels = pixels.saturatingSum(size.area)
    }

    /// Checks an animation of so many frames, each of which costs its whole canvas, because decoders compose it there.
    static func check(_ frames: Int, of canvas: PixelSize, _ limits: ImageLimits) throws(RenderError) {
        try check(frames, of: canvas, limits, before: canvas.area.saturatingProduct(frames - 1))
    }

    private static func check(
        _ pages: Int, of size: PixelSize, _ limits: ImageLimits, before: Int
    ) throws(RenderError) {
        guard pages <= limits.pages else {
            throw RenderError(
                .tooManyPages,
                "The image has more than \(limits.pages) pages or frames. Upload fewer, or raise ImageLimits.pages.")
        }
        guard size.area <= limits.pixels else {
            throw RenderError(
                .tooManyPixels,
                """
                A page of \(size) pixels exceeds the limit of \(limits.pixels) pixels. Upload a smaller image, or \
                raise ImageLimits.pixels.
                """)
        }
        guard before.saturatingSum(size.area) <= limits.totalPixels else {
            throw RenderError(
                .tooManyPixels,
                """
                The first \(pages) pages or frames have more than \(limits.totalPixels) pixels together. Upload fewer \
                or smaller ones, or raise ImageLimits.totalPixels.
                """)
        }
    }
}

internal import ArgumentParser
internal import Renditions

/// What an original may cost. A file that exceeds a limit is refused with the limit's own code.
struct LimitOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Bytes of a file; K, M and G stand for powers of 1,024.", valueName: "bytes"))
    var maxBytes = ByteCount(ImageLimits.default.inputBytes)

    @Option(help: ArgumentHelp("Pixels of one page or frame.", valueName: "pixels"))
    var maxPixels = ImageLimits.default.pixels

    @Option(
        help: ArgumentHelp(
            "Pixels of all pages or frames together. (default: \(ImageLimits.default.totalPixels), or --max-pixels "
                + "where that is more)", valueName: "pixels"))
    var maxTotalPixels: Int?

    @Option(help: ArgumentHelp("Pages or frames.", valueName: "count"))
    var maxPages = ImageLimits.default.pages

    @Option(help: ArgumentHelp("Scans of a progressive JPEG.", valueName: "count"))
    var maxScans = ImageLimits.default.scans

    @Option(help: ArgumentHelp("Pixels of the longer side of a rendition.", valueName: "pixels"))
    var maxSide = ImageLimits.default.outputSide

    @Option(help: ArgumentHelp("Seconds that one original may take.", valueName: "seconds"))
    var maxSeconds = ImageLimits.default.seconds

    @Option(
        help: ArgumentHelp(
            "Bytes of decoded pixels held at once, by all jobs together, at least 1M; work waits until there is room.",
            valueName: "bytes"))
    var maxMemory = ByteCount(ImageLimits.default.memoryBytes)

    func validate() throws {
        for (name, value) in [
            ("max-pixels", maxPixels), ("max-total-pixels", maxTotalPixels ?? 1), ("max-pages", maxPages),
            ("max-scans", maxScans), ("max-side", maxSide),
        ] where value < 1 {
            throw ValidationError("--\(name) must be at least 1.")
        }
        guard maxMemory.bytes >= 1 << 20 else { throw ValidationError("--max-memory must be at least 1M.") }
        guard maxSeconds > 0, maxSeconds <= 1e9 else {
            throw ValidationError("--max-seconds must be above 0, and at most 1000000000.")
        }
    }

    var limits: ImageLimits {
        ImageLimits(
            inputBytes: maxBytes.bytes, pixels: maxPixels,
            totalPixels: maxTotalPixels ?? max(ImageLimits.default.totalPixels, maxPixels), pages: maxPages,
            scans: maxScans, outputSide: maxSide, seconds: maxSeconds, memoryBytes: maxMemory.bytes)
    }
}

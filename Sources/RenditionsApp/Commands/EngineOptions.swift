internal import ArgumentParser
internal import Renditions
internal import RenditionsVips

/// What is read, and how strictly.
struct EngineOptions: ParsableArguments {
    @OptionGroup var limits: LimitOptions

    @Option(
        help: ArgumentHelp(
            "Reads a format that is not read by default: jpegxl, svg, pdf, jpeg2000. Repeat for more. Their decoders "
                + "have a record of hangs, crashes or active content: only for files that you trust.",
            valueName: "format"),
        transform: Self.format)
    var allow: [ImageFormat] = []

    @Flag(help: "Accepts damaged and truncated images, with grey where pixels are missing.")
    var lenient = false

    /// - Parameter threads: images that are worked on at once.
    /// - Throws: `RenderError` with code `engine-unavailable`.
    func engine(threads: Int) throws -> VipsEngine {
        try VipsEngine(
            VipsEngineConfiguration(
                limits: limits.limits, allowedFormats: ImageFormat.defaultAllowed.union(allow), threads: threads,
                acceptsDamagedImages: lenient))
    }

    @Sendable
    private static func format(_ name: String) throws -> ImageFormat {
        guard let format = ImageFormat(rawValue: name) else {
            let names = ImageFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("\(name.printable) is no format; known are \(names).")
        }
        return format
    }
}

/// What an image may cost. Every limit is on by default; what is exactly at a limit is accepted.
public struct ImageLimits: Hashable, Sendable, Codable {
    /// Bytes of the file. Default 20 MiB.
    public var inputBytes: Int
    /// Pixels of one page or frame. Default 50 million.
    public var pixels: Int
    /// Pixels of all pages or frames together. Default 100 million.
    public var totalPixels: Int
    /// Pages or frames. Default 100.
    public var pages: Int
    /// Scans of a progressive JPEG; encoders write about ten. Default 100.
    public var scans: Int
    /// Pixels of the longer side of a rendition. Default 16,384.
    public var outputSide: Int
    /// Seconds that one original may take, from the start of its decode. Default 10.
    public var seconds: Double
    /// Bytes of decoded pixels that an engine may hold at once, over all its work. Default 512 MiB.
    public var memoryBytes: Int

    public init(
        inputBytes: Int = 20 << 20, pixels: Int = 50_000_000, totalPixels: Int = 100_000_000, pages: Int = 100,
        scans: Int = 100, outputSide: Int = 16_384, seconds: Double = 10, memoryBytes: Int = 512 << 20
    ) {
        self.inputBytes = inputBytes
        self.pixels = pixels
        self.totalPixels = totalPixels
        self.pages = pages
        self.scans = scans
        self.outputSide = outputSide
        self.seconds = seconds
        self.memoryBytes = memoryBytes
    }

    public static let `default` = ImageLimits()
}

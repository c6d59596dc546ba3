public import Renditions

/// How a ``VipsEngine`` works.
public struct VipsEngineConfiguration: Hashable, Sendable {
    /// What an image may cost.
    public var limits: ImageLimits
    /// The formats that are read. Default: JPEG, PNG, WebP, GIF, AVIF, HEIC, TIFF. The decoders of the others are in
    /// libvips' own list of those not to be used on files from strangers; naming a format here takes that block off for
    /// the whole process.
    public var allowedFormats: Set<ImageFormat>
    /// Images that are worked on at once, each by one thread. Default: the number of processors.
    public var threads: Int
    /// Images that may wait for a thread or for memory; one more is refused with the retryable code `memory-exhausted`,
    /// so that a server can send people away rather than hold their uploads. Default nil: all wait.
    public var maximumWaiting: Int?
    /// Whether damaged and truncated images are accepted, with grey where pixels are missing. Default false. What is made of
    /// an image that would be refused otherwise is marked: `RenderedImage.isIncomplete`, and so in records. Part of
    /// ``VipsEngine/outputVersion``. Overlays must be whole all the same.
    public var acceptsDamagedImages: Bool
    /// How many times as large as needed an image is decoded at least, where its format can be decoded smaller (JPEG: by
    /// a half, a quarter, an eighth). 1 is fastest; from 2 on nothing is lost that can be measured. Default 1.5. Part of
    /// ``VipsEngine/outputVersion``.
    public var decodingMargin: Double

    public init(
        limits: ImageLimits = .default, allowedFormats: Set<ImageFormat> = ImageFormat.defaultAllowed,
        threads: Int = VipsEngineConfiguration.processorCount, maximumWaiting: Int? = nil,
        acceptsDamagedImages: Bool = false, decodingMargin: Double = 1.5
    ) {
        self.limits = limits
        self.allowedFormats = allowedFormats
        self.threads = threads
        self.maximumWaiting = maximumWaiting
        self.acceptsDamagedImages = acceptsDamagedImages
        self.decodingMargin = decodingMargin
    }
}

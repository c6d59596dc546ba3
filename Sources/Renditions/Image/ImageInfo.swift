/// What the header of an image says.
public struct ImageInfo: Hashable, Sendable, Codable {
    public var format: ImageFormat
    /// Pixels of one page, as stored: before ``orientation`` is applied.
    public var size: PixelSize
    public var orientation: Orientation
    /// Frames of an animation or pages of a document; 1 for a still image.
    public var pages: Int
    /// Channels of the decoded image, alpha included.
    public var bands: Int
    /// Bits of one channel.
    public var bitDepth: Int
    public var hasAlpha: Bool
    public var colorSpace: ColorSpace
    /// The description that the embedded ICC profile gives itself; nil where there is no profile.
    public var profileName: String?
    /// Chroma subsampling such as `4:2:0`; nil where it does not apply or is not known.
    public var subsampling: String?
    /// Whether the image is stored in several passes (progressive JPEG, interlaced PNG or GIF).
    public var isProgressive: Bool
    /// Milliseconds of each frame; nil for a still image.
    public var delays: [Int]?
    /// How often an animation plays; 0 for ever.
    public var loopCount: Int?
    /// EXIF DateTimeOriginal, as written: `2024:05:17 12:30:00`, in the camera's local time.
    public var captureDate: String?
    public var cameraMake: String?
    public var cameraModel: String?
    /// Whether EXIF or XMP say where the picture was taken.
    public var hasLocation: Bool
    /// Bytes of the whole file.
    public var bytes: Int

    public init(
        format: ImageFormat, size: PixelSize, orientation: Orientation = .up, pages: Int = 1, bands: Int = 3,
        bitDepth: Int = 8, hasAlpha: Bool = false, colorSpace: ColorSpace = .rgb, profileName: String? = nil,
        subsampling: String? = nil, isProgressive: Bool = false, delays: [Int]? = nil, loopCount: Int? = nil,
        captureDate: String? = nil, cameraMake: String? = nil, cameraModel: String? = nil, hasLocation: Bool = false,
        bytes: Int
    ) {
        self.format = format
        self.size = size
        self.orientation = orientation
        self.pages = pages
        self.bands = bands
        self.bitDepth = bitDepth
        self.hasAlpha = hasAlpha
        self.colorSpace = colorSpace
        self.profileName = profileName
        self.subsampling = subsampling
        self.isProgressive = isProgressive
        self.delays = delays
        self.loopCount = loopCount
        self.captureDate = captureDate
        self.cameraMake = cameraMake
        self.cameraModel = cameraModel
        self.hasLocation = hasLocation
        self.bytes = bytes
    }

    /// Pixels of one page as shown: after ``orientation`` is applied.
    public var orientedSize: PixelSize { orientation.oriented(size) }

    public var isAnimated: Bool { pages > 1 && (format == .gif || format == .webp) }
}

/// The colour model in which pixels are stored.
public enum ColorSpace: String, Codable, Hashable, Sendable, CaseIterable {
    case rgb
    case grey
    case cmyk
    case lab
}

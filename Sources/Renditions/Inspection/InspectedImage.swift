/// What the structure of a file tells before any decoder has seen it.
public struct InspectedImage: Hashable, Sendable {
    /// The facts of the header. Of HEIC and AVIF, the size is the size as shown and the orientation is up, because
    /// their decoders apply the container's own rotation and ignore EXIF's. Of SVG and PDF, which have no pixels of
    /// their own, the size is 0x0.
    public var info: ImageInfo
    /// Scans of a JPEG; 1 for a sequential one, about ten for a progressive one. 0 for other formats.
    public var scans = 0
    /// The EXIF block as a TIFF structure, without JPEG's `Exif\0\0` before it; nil where there is none.
    public var exif: [UInt8]?
    /// The embedded ICC profile, joined and inflated; nil where there is none or it can't be put together.
    public var iccProfile: [UInt8]?
    /// Whether the file claims a profile, readable or not.
    public var hasProfile = false
    /// The XMP packet; nil where there is none. JPEG's extended packets are not part of it.
    public var xmp: [UInt8]?
    /// The code points by which the container names its colour space; nil where it does not.
    public var codePoints: ColorCodePoints?
    /// Whether a PNG says that it is sRGB (its sRGB chunk).
    public var declaresSRGB = false
    /// The encoding gamma of a PNG's gAMA chunk, such as 0.45455; nil where there is none.
    public var gamma: Double?
    /// Whether pixel data is missing. Only where the caller allowed it; otherwise such a file is refused.
    public var isTruncated = false

    public init(info: ImageInfo) { self.info = info }
}

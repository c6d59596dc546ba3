/// What the header and a few tags of an ICC profile say (ICC.1:2022 section 7).
public struct ICCProfile: Hashable, Sendable {
    /// Bytes of a profile that are read at most: the largest printer profiles have about three million.
    static let maximumBytes = 4 << 20

    /// The colour space of the pixels that the profile describes; nil for those that images do not have here.
    public var colorSpace: ColorSpace?
    /// The device class's four letters: `mntr`, `scnr`, `prtr`, `spac`.
    public var deviceClass: String
    /// The description that the profile gives itself; nil where it has none.
    public var name: String?
    /// Whether colours need no transformation to be sRGB.
    public var isSRGB: Bool
    /// Whether it is Display P3: the primaries of SMPTE EG 432-1 with white D65 and the curve of sRGB.
    public var isDisplayP3: Bool
    /// Whether it is Adobe RGB (1998).
    public var isAdobeRGB: Bool

    /// Nil where the bytes are no profile, or fewer than the profile's own length.
    public init?(_ bytes: [UInt8]) {
        let profile: ICCProfile? = bytes.withUnsafeBytes { memory in
            ICCTags(ByteView(memory)).map { ICCProfile($0) }
        }
        guard let profile else { return nil }
        self = profile
    }

    private init(_ tags: ICCTags) {
        let spaces: [FourCC: ColorSpace] = ["RGB ": .rgb, "GRAY": .grey, "CMYK": .cmyk, "Lab ": .lab]
        colorSpace = spaces[tags.colorSpace]
        deviceClass = tags.deviceClass.description
        name = tags.description
        let shaper = ICCMatrixShaper(tags)
        isSRGB = shaper?.matches(.sRGB) ?? false
        isDisplayP3 = shaper?.matches(.displayP3) ?? false
        isAdobeRGB = shaper?.matches(.adobeRGB) ?? false
    }
}

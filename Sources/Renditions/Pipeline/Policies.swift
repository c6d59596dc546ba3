/// Which metadata of the original a rendition keeps. The texts are contracts.
public enum MetadataPolicy: String, Codable, Hashable, Sendable, CaseIterable {
    /// None. The default.
    case strip
    /// The copyright notice and the artist, from EXIF.
    case keepCopyright = "keep-copyright"
    /// All of EXIF but what tells the place: no GPS, no maker notes (which may hold it), no embedded preview.
    case keepAllButLocation = "keep-all-but-location"
    /// Everything, the place included.
    case keepAll = "keep-all"
}

/// In which colours a rendition is written. The texts are contracts.
public enum ColorProfilePolicy: String, Codable, Hashable, Sendable, CaseIterable {
    /// Converted to sRGB, without a profile: what every viewer takes it for. The default.
    case sRGB = "srgb"
    /// As in the original, with its profile.
    case keep
    /// Converted to Display P3, with that profile.
    case displayP3 = "display-p3"
}

/// What becomes of an animation. The texts are contracts.
public enum AnimationPolicy: String, Codable, Hashable, Sendable, CaseIterable {
    /// Stays one where the format of the rendition holds animations; otherwise its first frame is taken.
    case keep
    /// Its first frame is taken.
    case firstFrame = "first-frame"
}

/// Which fields of an original's EXIF a rendition keeps. Position, thumbnails, maker notes and user comments are never
/// kept, and the orientation is always up, since renditions are turned.
public enum ExifSelection: String, Codable, Hashable, Sendable, CaseIterable {
    /// Artist and copyright only.
    case copyright
    /// Camera, exposure, dates, texts, artist and copyright. Holds the serial numbers and the owner's name that some
    /// cameras write.
    case photographic
}

/// What one may be allowed to do. The texts are contracts: tokens hold them.
public enum Scope: String, Sendable, Hashable, CaseIterable, Codable {
    /// Send images, and ask for upload links.
    case upload
    /// List images.
    case list
    /// Read what is known of an image, and follow its progress.
    case read
    /// Get renditions.
    case renditions
    /// Get originals.
    case originals
    /// Erase images.
    case delete
}

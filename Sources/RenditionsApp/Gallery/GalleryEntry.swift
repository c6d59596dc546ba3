internal import Renditions

/// What the page shows of one original.
struct GalleryEntry: Sendable {
    /// The key, or the file's name where that can't be a key.
    var title: String
    var record: AssetRecord?
    var failure: AssetFailure?
    /// Whether the recipe asks for a rendition that tells the place of the original.
    var keepsLocation: Bool
    /// Milliseconds that the original took.
    var milliseconds: Int
    var original: GalleryPicture?
    /// In the recipe's order.
    var renditions: [(record: RenditionRecord, picture: GalleryPicture?)] = []
    var blurHash: GalleryPicture?
    var thumbHash: GalleryPicture?
}

internal import NIOCore
internal import Renditions

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A picture within the page.
struct GalleryPicture: Sendable {
    /// The whole file, as `data:image/webp;base64,…`.
    var address: String
    var size: PixelSize
    /// Whether it is smaller than what it stands for.
    var isReduced = false

    init(_ bytes: ByteBuffer, mediaType: String, size: PixelSize, isReduced: Bool = false) {
        address = "data:\(mediaType);base64," + Data(bytes.readableBytesView).base64EncodedString()
        self.size = size
        self.isReduced = isReduced
    }
}

internal import NIOCore
internal import Renditions

/// One line of `render --json`. The names are contracts.
struct RenderedFile: Encodable {
    /// The rendition's name.
    var rendition: String
    /// Where it was written.
    var path: String
    /// Pixels of one frame.
    var size: PixelSize
    /// 1 for a still image.
    var frames: Int
    var bytes: Int
    /// The media type.
    var type: String
    /// From the first pixel asked for to the last byte made.
    var seconds: Double
    /// Whether part of the original was missing or damaged and was filled up. Only with `--lenient`.
    var isIncomplete: Bool

    init(_ image: RenderedImage, in folder: String) {
        rendition = image.name
        path = (folder.hasSuffix("/") ? folder : folder + "/") + "\(image.name).\(image.encoding.fileExtension)"
        size = image.size
        frames = image.frames
        bytes = image.bytes.readableBytes
        type = image.encoding.mediaType
        seconds = image.seconds
        isIncomplete = image.isIncomplete
    }
}

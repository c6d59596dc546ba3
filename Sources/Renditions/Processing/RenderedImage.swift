public import NIOCore

/// One rendition as an engine made it.
public struct RenderedImage: Sendable {
    /// The name of the rendition.
    public var name: String
    public var bytes: ByteBuffer
    public var encoding: Encoding
    /// Pixels of one frame.
    public var size: PixelSize
    /// 1 for a still image.
    public var frames: Int
    /// Seconds from the first pixel asked for to the last byte written, of this rendition alone.
    public var seconds: Double
    /// Whether part of the original was missing or damaged and was filled up. Only with a lenient engine.
    public var isIncomplete: Bool

    public init(
        name: String, bytes: ByteBuffer, encoding: Encoding, size: PixelSize, frames: Int = 1, seconds: Double = 0,
        isIncomplete: Bool = false
    ) {
        self.name = name
        self.bytes = bytes
        self.encoding = encoding
        self.size = size
        self.frames = frames
        self.seconds = seconds
        self.isIncomplete = isIncomplete
    }
}

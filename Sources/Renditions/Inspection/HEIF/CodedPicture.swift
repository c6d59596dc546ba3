/// What the headers of one coded picture say about its size, gathered over all of them: a decoder may follow any.
struct CodedPicture {
    /// The longest sides that a decoder allocates by; nil until a header has told one.
    private(set) var coded: PixelSize?
    /// The longest sides that are left after the codec's own cropping.
    private(set) var shown: PixelSize?
    private var frames = 0

    /// Frames of one item. It is one picture; AV1 may give it in layers, of which files have four at most (AVIF 1.1
    /// section 2.3.2), and may repeat a frame's header.
    private static let maximumFrames = 8

    mutating func add(_ size: PixelSize, shown: PixelSize? = nil) {
        coded = coded.map { Self.union($0, size) } ?? size
        let part = shown ?? size
        self.shown = self.shown.map { Self.union($0, part) } ?? part
    }

    mutating func addFrame() throws(RenderError) {
        frames += 1
        guard frames <= Self.maximumFrames else { throw .invalid("A picture of the file holds too many frames") }
    }

    private static func union(_ one: PixelSize, _ other: PixelSize) -> PixelSize {
        PixelSize(width: max(one.width, other.width), height: max(one.height, other.height))
    }
}

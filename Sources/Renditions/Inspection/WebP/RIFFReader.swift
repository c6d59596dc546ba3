/// Reads the chunks of a RIFF container one by one (RFC 9649 2.3): a name, a length, that many bytes, and a padding
/// byte after an odd number of them.
struct RIFFReader {
    struct Chunk {
        let name: FourCC
        let body: ByteView
    }

    private let view: ByteView
    private var offset: Int
    /// Whether the reading stopped within a chunk.
    private(set) var isCut = false

    init(_ view: ByteView, from offset: Int) {
        self.view = view
        self.offset = offset
    }

    /// The next whole chunk; nil at the end and where a chunk is not whole.
    mutating func next() -> Chunk? {
        guard offset < view.count else { return nil }
        guard let name = view.fourCC(offset), let length = view.u32(offset + 4, .little),
            let body = view.slice(offset + 8, length)
        else {
            isCut = true
            return nil
        }
        offset += 8 + length + (length & 1)
        return Chunk(name: name, body: body)
    }
}

/// Reads the boxes of an ISO base media file one by one (ISO/IEC 14496-12 section 4.2), without descending into them.
struct BoxReader {
    struct Box {
        let type: FourCC
        let body: ByteView
    }

    private let view: ByteView
    private let allowsOpenEnd: Bool
    private var offset: Int
    /// Whether the reading stopped at a box that reaches beyond the view, and which it was.
    private(set) var cut: FourCC?

    /// - Parameter allowsOpenEnd: whether a box may leave its length open and reach to the end, which only a file's
    ///   last box may.
    init(_ view: ByteView, from offset: Int = 0, allowsOpenEnd: Bool = false) {
        self.view = view
        self.offset = offset
        self.allowsOpenEnd = allowsOpenEnd
    }

    /// The next whole box; nil at the end and where a box is not whole.
    ///
    /// - Throws: ``RenderError`` `invalid-image` for a box shorter than its own header.
    mutating func next() throws(RenderError) -> Box? {
        guard offset < view.count else { return nil }
        guard var size = view.u32(offset, .big), let type = view.fourCC(offset + 4) else {
            cut = "    "
            return nil
        }
        var header = 8
        if size == 1 {
            header = 16
            guard view.holds(offset, 16) else {
                cut = type
                return nil
            }
            guard let large = view.u64(offset + 8) else { throw .invalid("The box \(type) has an impossible length") }
            size = large
        } else if size == 0, allowsOpenEnd {
            size = view.count - offset
        }
        guard size >= header else { throw .invalid("The box \(type) has an impossible length") }
        guard let body = view.slice(offset + header, size - header) else {
            cut = type
            return nil
        }
        offset += size
        return Box(type: type, body: body)
    }

    /// The next box of a container that is known to be whole.
    mutating func nextInside() throws(RenderError) -> Box? {
        let box = try next()
        guard cut == nil else { throw .invalid("A box of the file reaches beyond the box around it") }
        return box
    }
}

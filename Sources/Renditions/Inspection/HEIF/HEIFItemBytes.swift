/// The bytes of an item in the order in which a decoder gets them, from however many pieces, read forwards only and
/// copied only a few at a time.
struct HEIFItemBytes {
    private var parts: ArraySlice<ByteView>
    private(set) var remaining: Int
    /// Whether the file ends within the item.
    let isCut: Bool

    /// One run of bytes.
    init(_ view: ByteView) {
        parts = [view]
        remaining = view.count
        isCut = false
    }

    /// - Returns: nil where the item's bytes stand within other items, or in a box that the file does not have.
    init?(of item: HEIFItem, _ meta: HEIFMeta, in file: ByteView) {
        guard item.constructionMethod < 2, let source = item.constructionMethod == 1 ? meta.data : file else {
            return nil
        }
        var (parts, remaining, isCut): ([ByteView], Int, Bool) = ([], 0, false)
        for extent in item.extents {
            guard let rest = source.rest(from: extent.offset) else {
                isCut = true
                break
            }
            let length = extent.length == 0 ? rest.count : extent.length
            let part = rest.slice(0, length) ?? rest
            parts.append(part)
            // No more than 64 pieces, none longer than the file: no sum can overflow.
            remaining += part.count
            if part.count < length {
                isCut = true
                break
            }
        }
        self.parts = parts[...]
        self.remaining = remaining
        self.isCut = isCut
    }

    /// The next bytes, which stay where they are; fewer at the end.
    func next(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for part in parts where bytes.count < count {
            bytes += part.slice(0, min(part.count, count - bytes.count))?.bytes ?? []
        }
        return bytes
    }

    /// Moves over bytes, at most to the end.
    mutating func skip(_ count: Int) {
        var left = min(count, remaining)
        remaining -= left
        while let part = parts.first, left >= part.count {
            left -= part.count
            parts.removeFirst()
        }
        if let part = parts.first, let rest = part.rest(from: left) { parts[parts.startIndex] = rest }
    }
}

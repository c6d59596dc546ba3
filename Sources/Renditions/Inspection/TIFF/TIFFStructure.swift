/// The frame that TIFF files and EXIF blocks share: a byte order and directories of tagged values (TIFF 6.0 section 2).
struct TIFFStructure {
    let view: ByteView
    let order: ByteOrder
    /// Where the first directory stands.
    let firstDirectory: Int

    /// Nil unless the view starts with the header of a TIFF with 32-bit offsets.
    init?(_ view: ByteView) {
        switch view.u32(0, .big) {
        case 0x4949_2A00: order = .little
        case 0x4D4D_002A: order = .big
        default: return nil
        }
        guard let first = view.u32(4, order) else { return nil }
        self.view = view
        firstDirectory = first
    }

    /// The directory at an offset. Entries that stand beyond the end, and those whose values do, are left out and
    /// noted in ``TIFFDirectory/isDamaged``; nil where not even the number of entries can be read.
    ///
    /// Of several entries of a tag the first counts, as for libtiff. One that can't be read here still counts, because
    /// a decoder may know its type: a later one must not take its place.
    func directory(at offset: Int) -> TIFFDirectory? {
        guard let count = view.u16(offset, order) else { return nil }
        var directory = TIFFDirectory()
        directory.isCut = count > TIFFDirectory.maximumEntries
        directory.isDamaged = directory.isCut
        var seen: Set<Int> = []
        for index in 0..<min(count, TIFFDirectory.maximumEntries) {
            let start = offset + 2 + 12 * index
            guard let tag = view.u16(start, order), seen.insert(tag).inserted, let entry = entry(at: start) else {
                directory.isDamaged = true
                continue
            }
            directory.entries.append(entry)
        }
        directory.next = view.u32(offset + 2 + 12 * count, order)
        return directory
    }

    private func entry(at offset: Int) -> TIFFEntry? {
        guard let tag = view.u16(offset, order), let type = view.u16(offset + 2, order),
            let count = view.u32(offset + 4, order), let pointer = view.u32(offset + 8, order),
            let unit = TIFFEntry.bytes(ofType: type)
        else { return nil }
        // A count has 32 bits and a unit at most 8, so their product can't overflow.
        let length = count * unit
        let position = length <= 4 ? offset + 8 : pointer
        guard view.holds(position, length) else { return nil }
        return TIFFEntry(tag: tag, type: type, count: count, position: position, length: length)
    }

    /// One value of an entry as a whole number; nil beyond its count and for types that are not whole numbers.
    func number(_ entry: TIFFEntry, _ index: Int = 0) -> Int? {
        guard index >= 0, index < entry.count else { return nil }
        switch entry.type {
        case 1, 7: return view.u8(entry.position + index)
        case 3: return view.u16(entry.position + 2 * index, order)
        case 4, 13: return view.u32(entry.position + 4 * index, order)
        default: return nil
        }
    }

    func number(_ directory: TIFFDirectory, _ tag: Int) -> Int? {
        directory[tag].flatMap { number($0) }
    }

    /// An ASCII value without its end and surrounding white space; nil where nothing is left.
    func text(_ directory: TIFFDirectory?, _ tag: Int) -> String? {
        guard let entry = directory?[tag], entry.type == 2,
            let value = view.slice(entry.position, min(entry.length, 1024))?.text
        else { return nil }
        let trimmed = value.drop { $0.isWhitespace }
        guard let last = trimmed.lastIndex(where: { !$0.isWhitespace }) else { return nil }
        return String(trimmed[...last])
    }
}

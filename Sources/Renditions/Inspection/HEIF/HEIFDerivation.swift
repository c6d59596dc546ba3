/// Checks the pictures that are put together from others: grids, overlays and identities (ISO/IEC 23008-12 6.6.2).
///
/// A decoder allocates by the size that their data tells, whatever their properties say, and decodes an input as often
/// as it is named. So sizes and inputs are held to the limits here, and no chain of derivations is longer than two:
/// rings, and pictures that double at each step, are refused.
struct HEIFDerivation {
    let meta: HEIFMeta
    let view: ByteView
    let limits: ImageLimits

    func check() throws(RenderError) {
        // In the file's order of numbers, so that the same file always gets the same verdict.
        for (id, item) in meta.items.sorted(by: { $0.key < $1.key }) {
            switch item.type {
            case "grid": try checkGrid(id, item)
            case "iovl": try checkOverlay(id, item)
            case "iden":
                guard try inputs(of: id, allowingGrids: true).count == 1 else {
                    throw .invalid("A picture of the file does not say what it is made of")
                }
            default: break
            }
        }
    }

    /// A grid's data: version, flags of which the lowest makes numbers wide, rows and columns less one, then its size.
    private func checkGrid(_ id: Int, _ item: HEIFItem) throws(RenderError) {
        guard let bytes = meta.bytes(of: item, in: view, atMost: 12), bytes.count >= 8 else {
            throw .truncated(in: "the layout of its tiles")
        }
        let (rows, columns) = (Int(bytes[2]) + 1, Int(bytes[3]) + 1)
        let tiles = try inputs(of: id, allowingGrids: false)
        guard let size = Self.size(bytes, at: 4), size.width > 0, size.height > 0, tiles.count == rows * columns,
            let tile = tiles.first, tiles.allSatisfy({ $0 == tile })
        else { throw .invalid("The file's tiles do not fit its grid") }
        try PageBudget.check(1, of: size, limits)
        guard size == HEIFGeometry(meta.properties(of: id))?.storedSize else {
            throw .invalid("The file's grid does not have the size that it claims")
        }
        // Tiles cover the picture, and the last of a row or column begins within it (6.6.2.3.1), which bounds their work.
        guard tile.width * columns >= size.width, tile.width * (columns - 1) < size.width,
            tile.height * rows >= size.height, tile.height * (rows - 1) < size.height
        else { throw .invalid("The file's tiles do not fit its grid") }
    }

    /// An overlay's data: version, flags as of a grid, the colour of its canvas, its size, the places of its layers.
    private func checkOverlay(_ id: Int, _ item: HEIFItem) throws(RenderError) {
        let layers = try inputs(of: id, allowingGrids: true)
        // Two numbers of four bytes at most for each layer.
        guard let bytes = meta.bytes(of: item, in: view, atMost: 18 + 8 * layers.count),
            let size = Self.size(bytes, at: 10)
        else { throw .truncated(in: "the layout of its layers") }
        guard size.width > 0, size.height > 0 else { throw .invalid("A picture of the file has no width or height") }
        try PageBudget.check(1, of: size, limits)
        var budget = PageBudget(limits)
        for layer in layers { try budget.add(layer) }
    }

    /// Sizes of the pictures that one is made of.
    private func inputs(of id: Int, allowingGrids: Bool) throws(RenderError) -> [PixelSize] {
        let ids = meta.references["dimg"]?[id] ?? []
        var sizes: [Int: PixelSize] = [:]
        for id in ids where sizes[id] == nil {
            guard let type = meta.items[id]?.type, HEIFItem.coded.contains(type) || allowingGrids && type == "grid",
                let size = HEIFGeometry(meta.properties(of: id))?.storedSize
            else { throw .invalid("A picture of the file is made of something that is no picture") }
            sizes[id] = size
        }
        return ids.compactMap { sizes[$0] }
    }

    private static func size(_ bytes: [UInt8], at offset: Int) -> PixelSize? {
        bytes.withUnsafeBytes { memory in
            let data = ByteView(memory)
            guard let flags = data.u8(1) else { return nil }
            let isWide = flags & 1 == 1
            guard let width = isWide ? data.u32(offset, .big) : data.u16(offset, .big),
                let height = isWide ? data.u32(offset + 4, .big) : data.u16(offset + 2, .big)
            else { return nil }
            return PixelSize(width: width, height: height)
        }
    }
}

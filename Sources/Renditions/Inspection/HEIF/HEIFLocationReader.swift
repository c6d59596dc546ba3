/// Reads the item location box (ISO/IEC 14496-12 section 8.11.3), whose numbers have widths of its own.
struct HEIFLocationReader {
    /// Runs of bytes that one item may be cut into; files have one or two.
    private static let maximumExtents = 64

    private let body: ByteView
    private var offset = 4

    init(_ body: ByteView) { self.body = body }

    /// Identifier, construction method and extents of each item.
    mutating func read() throws(RenderError) -> [(Int, Int, [HEIFItem.Extent])] {
        guard let version = body.u8(0), version <= 2 else { throw Self.damaged() }
        let sizes = try number(2)
        let (offsetWidth, lengthWidth, baseWidth) = (sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15)
        let indexWidth = version == 0 ? 0 : sizes & 15
        let count = try number(version < 2 ? 2 : 4)
        // An item takes six bytes, but where its numbers have no width its extents take none.
        guard count <= HEIFMeta.maximumItems else { throw .invalid("The file has too many items") }
        var locations: [(Int, Int, [HEIFItem.Extent])] = []
        for _ in 0..<count {
            let id = try number(version < 2 ? 2 : 4)
            let method = version == 0 ? 0 : try number(2) & 15
            _ = try number(2)
            let base = try number(baseWidth)
            let extentCount = try number(2)
            guard extentCount <= Self.maximumExtents else {
                throw .invalid("An item of the file is in too many pieces")
            }
            var extents: [HEIFItem.Extent] = []
            for _ in 0..<extentCount {
                _ = try number(indexWidth)
                let (start, overflow) = base.addingReportingOverflow(try number(offsetWidth))
                guard !overflow else { throw Self.damaged() }
                extents.append(HEIFItem.Extent(offset: start, length: try number(lengthWidth)))
            }
            locations.append((id, method, extents))
        }
        return locations
    }

    /// The next number of 0, 2, 4 or 8 bytes.
    private mutating func number(_ width: Int) throws(RenderError) -> Int {
        let value: Int?
        switch width {
        case 0: value = 0
        case 2: value = body.u16(offset, .big)
        case 4: value = body.u32(offset, .big)
        case 8: value = body.u64(offset)
        default: value = nil
        }
        guard let value else { throw Self.damaged() }
        offset += width
        return value
    }

    private static func damaged() -> RenderError { .invalid("The file's list of places is damaged") }
}

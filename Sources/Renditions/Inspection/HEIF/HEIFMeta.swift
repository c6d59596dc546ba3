/// The meta box of an HEIF file: items, their properties and how they refer to each other (ISO/IEC 14496-12 section
/// 8.11). What is said twice is refused, because decoders differ in which of two counts.
struct HEIFMeta {
    /// Items of one file; a grid of 512-pixel tiles has about two hundred for 50 million pixels.
    static let maximumItems = 4096
    /// Properties that the 15 bits of a link can tell apart.
    private static let maximumProperties = 0x7FFF
    /// References of all kinds together: one grid has 256 times 256 tiles at most.
    private static let maximumReferences = 65_536
    /// Boxes of which there is one.
    private static let single: Set<FourCC> = ["pitm", "iinf", "iloc", "iref", "idat", "iprp"]

    private(set) var primary: Int?
    private(set) var items: [Int: HEIFItem] = [:]
    private(set) var properties: [HEIFProperty] = []
    /// Kind of reference, item it comes from, items it goes to.
    private(set) var references: [FourCC: [Int: [Int]]] = [:]
    private(set) var data: ByteView?

    /// - Parameter body: the box's body, starting with version and flags.
    init(_ body: ByteView) throws(RenderError) {
        var locations: ByteView?
        var associations: [ByteView] = []
        var boxes = BoxReader(body, from: 4)
        var seen: Set<FourCC> = []
        while let box = try boxes.nextInside() {
            guard !Self.single.contains(box.type) || seen.insert(box.type).inserted else {
                throw .invalid("The file describes its items twice")
            }
            switch box.type {
            case "pitm": primary = box.body.u8(0) == 0 ? box.body.u16(4, .big) : box.body.u32(4, .big)
            case "iinf": try readItems(box.body)
            case "iloc": locations = box.body
            case "iref": try readReferences(box.body)
            case "idat": data = box.body
            case "iprp":
                var parts = BoxReader(box.body)
                while let part = try parts.nextInside() {
                    if part.type == "ipco" {
                        guard properties.isEmpty else { throw .invalid("The file describes its items twice") }
                        try readProperties(part.body)
                    }
                    if part.type == "ipma" { associations.append(part.body) }
                }
            default: break
            }
        }
        // Items are looked up by what these two say, so they wait until all items are known: order is not prescribed.
        if let locations { try readLocations(locations) }
        for association in associations { try readAssociations(association) }
    }

    private mutating func readItems(_ body: ByteView) throws(RenderError) {
        var boxes = BoxReader(body, from: body.u8(0) == 0 ? 6 : 8)
        while let box = try boxes.nextInside() {
            guard box.type == "infe", let version = box.body.u8(0), version >= 2, let flags = box.body.u8(3) else {
                continue
            }
            let isWide = version > 2
            guard let id = isWide ? box.body.u32(4, .big) : box.body.u16(4, .big),
                let type = box.body.fourCC(isWide ? 10 : 8)
            else { throw .invalid("An item of the file is damaged") }
            var item = HEIFItem(type: type, isHidden: flags & 1 == 1)
            if type == "mime", let end = box.body.firstIndex(of: 0, from: isWide ? 14 : 12) {
                item.isXMP = box.body.matches("application/rdf+xml", at: end + 1)
            }
            guard items.updateValue(item, forKey: id) == nil else {
                throw .invalid("The file describes its items twice")
            }
            guard items.count <= Self.maximumItems else { throw .invalid("The file has too many items") }
        }
    }

    private mutating func readProperties(_ body: ByteView) throws(RenderError) {
        var boxes = BoxReader(body)
        while let box = try boxes.nextInside() {
            properties.append(HEIFProperty(box))
            guard properties.count <= Self.maximumProperties else { throw .invalid("The file has too many properties") }
        }
    }

    private mutating func readReferences(_ body: ByteView) throws(RenderError) {
        let isWide = body.u8(0) != 0
        let width = isWide ? 4 : 2
        func number(_ body: ByteView, _ offset: Int) -> Int? {
            isWide ? body.u32(offset, .big) : body.u16(offset, .big)
        }
        var total = 0
        var boxes = BoxReader(body, from: 4)
        while let box = try boxes.nextInside() {
            guard let from = number(box.body, 0), let count = box.body.u16(width, .big),
                box.body.holds(width + 2, count * width)
            else { throw .invalid("A reference between items of the file is damaged") }
            total += count
            guard total <= Self.maximumReferences else {
                throw .invalid("The items of the file refer to each other too often")
            }
            for index in 0..<count {
                guard let target = number(box.body, width + 2 + index * width) else { break }
                references[box.type, default: [:]][from, default: []].append(target)
            }
        }
    }

    private mutating func readAssociations(_ body: ByteView) throws(RenderError) {
        guard let version = body.u8(0), let flags = body.u8(3), let count = body.u32(4, .big) else {
            throw .invalid("The file's list of properties is damaged")
        }
        var offset = 8
        for _ in 0..<count {
            guard let id = version == 0 ? body.u16(offset, .big) : body.u32(offset, .big),
                let links = body.u8(offset + (version == 0 ? 2 : 4))
            else { throw .invalid("The file's list of properties is damaged") }
            offset += version == 0 ? 3 : 5
            guard items[id]?.properties.isEmpty != false else { throw .invalid("The file describes its items twice") }
            for _ in 0..<links {
                guard let link = flags & 1 == 1 ? body.u16(offset, .big) : body.u8(offset) else {
                    throw .invalid("The file's list of properties is damaged")
                }
                offset += flags & 1 == 1 ? 2 : 1
                // The highest bit says whether the property is essential.
                items[id]?.properties.append(link & (flags & 1 == 1 ? 0x7FFF : 0x7F))
            }
        }
    }

    private mutating func readLocations(_ body: ByteView) throws(RenderError) {
        var reader = HEIFLocationReader(body)
        var seen: Set<Int> = []
        for (id, method, extents) in try reader.read() {
            guard seen.insert(id).inserted else { throw .invalid("The file describes its items twice") }
            items[id]?.constructionMethod = method
            items[id]?.extents = extents
        }
    }

    /// The properties of an item, in their order.
    func properties(of id: Int) -> [HEIFProperty] {
        (items[id]?.properties ?? []).compactMap { link in
            link >= 1 && link <= properties.count ? properties[link - 1] : nil
        }
    }
}

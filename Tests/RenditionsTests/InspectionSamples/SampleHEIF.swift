/// An AVIF or HEIC, box by box. Its pictures mean nothing.
struct SampleHEIF {
    struct Item {
        var id: Int
        var type = "av01"
        var isHidden = false
        /// Places in the list of properties, counted from 1.
        var properties: [Int] = []
        /// Stands in the media data box; nil leaves the item without a place.
        var data: [UInt8]? = SampleAV1.picture(16, 8)
        /// Whether the data stands in the meta box's own data box instead.
        var isInside = false
        /// Pieces that the data is cut into, from its start on; the last takes what is left.
        var pieces: [Int] = []
        /// The media type of a `mime` item.
        var mediaType = ""
    }

    /// A reference of a kind from one item to others.
    struct Reference {
        var kind: String
        var from: Int
        var to: [Int]
    }

    var brand = "avif"
    var compatible = ["mif1", "miaf"]
    var primary = 1
    var items = [Item(id: 1, properties: [1, 2])]
    /// Whole property boxes.
    var properties = [SampleHEIF.size(16, 8), SampleHEIF.av1(0b110)]
    var references: [Reference] = []
    /// Whole boxes at the end of the meta box.
    var metaBoxes: [UInt8] = []
    /// Whole boxes behind the meta box.
    var boxes: [UInt8] = []

    var bytes: [UInt8] {
        let brands = Array(compatible.map { [UInt8].text($0) }.joined())
        let type = Self.box("ftyp", .joining(.text(brand), .zeros(4), brands))
        let data = Array(items.filter { !$0.isInside }.compactMap(\.data).joined())
        // Offsets have a fixed width, so the meta box has the same length whatever they are.
        let start = type.count + meta(dataAt: 0).count + 8
        return .joining(type, meta(dataAt: start), Self.box("mdat", data), boxes)
    }

    private func meta(dataAt start: Int) -> [UInt8] {
        var offset = start
        var inside: [UInt8] = []
        var infos: [UInt8] = []
        var places: [UInt8] = []
        var links: [UInt8] = []
        for item in items {
            let name = item.type + "\0" + (item.type == "mime" ? item.mediaType + "\0" : "")
            let info: [UInt8] = .joining(.big(item.id, 2), [0, 0], .text(name))
            infos += Self.full("infe", version: 2, flags: item.isHidden ? 1 : 0, info)
            let data = item.data ?? []
            var lengths = item.pieces
            lengths.append(data.count - lengths.reduce(0, +))
            places += .joining(
                .big(item.id, 2), .big(item.isInside ? 1 : 0, 2), .zeros(2),
                .big(item.data == nil ? 0 : lengths.count, 2))
            var place = item.isInside ? inside.count : offset
            for length in lengths where item.data != nil {
                places += .joining(.big(place, 4), .big(length, 4))
                place += length
            }
            if item.isInside { inside += data } else { offset += data.count }
            links += .joining(.big(item.id, 2), .big(item.properties.count, 1), item.properties.map { UInt8($0) })
        }
        let count = items.count
        let shared = Self.box("ipco", Array(properties.joined()))
        let boxes: [[UInt8]] = [
            Self.full("pitm", .big(primary, 2)),
            Self.full("iinf", .joining(.big(count, 2), infos)),
            Self.full("iloc", version: 1, .joining([0x44, 0], .big(count, 2), places)),
            inside.isEmpty ? [] : Self.box("idat", inside),
            Self.box("iprp", .joining(shared, Self.full("ipma", .joining(.big(count, 4), links)))),
            references.isEmpty ? [] : Self.full("iref", Array(references.map(Self.reference).joined())),
            metaBoxes,
        ]
        return Self.full("meta", Array(boxes.joined()))
    }

    private static func reference(_ reference: Reference) -> [UInt8] {
        let targets = Array(reference.to.map { [UInt8].big($0, 2) }.joined())
        return box(reference.kind, .joining(.big(reference.from, 2), .big(reference.to.count, 2), targets))
    }

    /// A box; a `length` of its own is a lie.
    static func box(_ type: String, _ body: [UInt8], length: Int? = nil) -> [UInt8] {
        .joining(.big(length ?? body.count + 8, 4), .text(type), body)
    }

    static func full(_ type: String, version: Int = 0, flags: Int = 0, _ body: [UInt8]) -> [UInt8] {
        box(type, .joining(.big(version, 1), .big(flags, 3), body))
    }

    static func size(_ width: Int, _ height: Int) -> [UInt8] { full("ispe", .big(width, 4) + .big(height, 4)) }

    static func rotation(_ quarters: Int) -> [UInt8] { box("irot", .big(quarters, 1)) }

    /// The configuration of AV1: two bits of subsampling and one before them for both, depth flags above.
    static func av1(_ subsampling: Int, depthFlags: Int = 0, units: [UInt8] = []) -> [UInt8] {
        box("av1C", [0x81, 0, UInt8(depthFlags | subsampling << 1), 0] + units)
    }

    /// An HEIC of one picture, coded as HEVC.
    static func hevc(
        _ width: Int = 16, _ height: Int = 8, configuration: [[UInt8]] = [SampleHEVC().parameterSet],
        units: [[UInt8]] = [SampleHEVC.slice], widths: Int = 3
    ) -> SampleHEIF {
        SampleHEIF(
            brand: "heic", items: [Item(id: 1, type: "hvc1", properties: [1, 2], data: SampleHEVC.stream(units))],
            properties: [size(width, height), SampleHEVC.configuration(configuration, widths: widths)])
    }

    /// The data of a grid of tiles (ISO/IEC 23008-12 6.6.2.3.2).
    static func grid(rows: Int, columns: Int, _ width: Int, _ height: Int, isWide: Bool = false) -> [UInt8] {
        let side = isWide ? 4 : 2
        return .joining(
            [0, isWide ? 1 : 0, UInt8(rows - 1), UInt8(columns - 1)], .big(width, side), .big(height, side))
    }

    /// The data of an overlay without the places of its layers (ISO/IEC 23008-12 6.6.2.2.2).
    static func overlay(_ width: Int, _ height: Int) -> [UInt8] {
        .joining(.zeros(10), .big(width, 2), .big(height, 2))
    }
}

/// One item of an HEIF file: a coded image, a derived one, or metadata (ISO/IEC 23008-12 section 6).
struct HEIFItem {
    /// A run of an item's bytes.
    struct Extent {
        let offset: Int
        /// 0 for everything up to the end.
        let length: Int
    }

    /// Types of items that are pictures coded as HEVC or AV1 (AVIF 1.1 section 2).
    static let coded: Set<FourCC> = ["hvc1", "av01"]
    /// Types of items that are pictures, coded or derived (ISO/IEC 23008-12 6.6.2).
    static let pictures: Set<FourCC> = coded.union(["grid", "iden", "iovl"])

    var type: FourCC
    var isHidden = false
    /// Whether it is text of media type application/rdf+xml, which is XMP.
    var isXMP = false
    /// Places in the list of properties, counted from 1, in the order in which transformations apply.
    var properties: [Int] = []
    /// 0: offsets count from the file's start; 1: from the start of the meta box's `idat`; 2: within other items.
    var constructionMethod = 0
    var extents: [Extent] = []

    var isPicture: Bool { Self.pictures.contains(type) }
}

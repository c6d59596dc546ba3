/// Walks the boxes of an HEIC or AVIF image (ISO/IEC 23008-12, AVIF 1.1). Image sequences are refused.
struct HEIFInspector {
    /// Major brands of image sequences (ISO/IEC 23008-12 10.3 and annex B.4, AVIF 1.1 section 6.3). Their still image is
    /// optional and decoders do not agree on what such a file shows.
    private static let sequences: Set<FourCC> = ["avis", "msf1", "hevc", "hevx"]

    private let context: InspectionContext
    private var view: ByteView { context.view }
    private var image: InspectedImage

    init(_ context: InspectionContext, format: ImageFormat) {
        self.context = context
        image = InspectedImage(
            info: ImageInfo(format: format, size: PixelSize(width: 0, height: 0), bytes: context.view.count))
    }

    consuming func inspect() throws(RenderError) -> InspectedImage {
        // The brand by which the format was recognised stands behind the length and name of the first box.
        if let brand = view.fourCC(8), Self.sequences.contains(brand) {
            throw RenderError(.invalidImage, "Image sequences are not supported. Send a still image.")
        }
        var meta: HEIFMeta?
        var boxes = BoxReader(view, allowsOpenEnd: true)
        while let box = try boxes.next() {
            guard box.type == "meta" else { continue }
            // Decoders differ in which of two counts.
            guard meta == nil else { throw .invalid("The file describes its items twice") }
            meta = try HEIFMeta(box.body)
        }
        guard let meta else {
            if boxes.cut != nil { throw .truncated(in: "the header") }
            // Nothing tells a file that ends after its first box from one that never had another.
            throw .truncated(in: "the description of its items")
        }
        guard let primary = meta.primary, let item = meta.items[primary], item.isPicture else {
            throw .invalid("The file does not say which of its items is the picture")
        }
        try checkSizes(meta, primary)
        if boxes.cut != nil { try context.lose("the last box", of: &image) }
        try checkPlaces(meta)
        try HEIFCodedSizes(meta: meta, view: view, limits: context.limits).check()
        try describe(meta, primary)
        return image
    }

    /// Every size that a decoder may allocate by is checked; the pages are the pictures that stand for themselves.
    private mutating func checkSizes(_ meta: HEIFMeta, _ primary: Int) throws(RenderError) {
        for case .size(let size) in meta.properties {
            guard size.width > 0, size.height > 0 else {
                throw .invalid("A picture of the file has no width or height")
            }
            try PageBudget.check(1, of: size, context.limits)
        }
        // Thumbnails, alpha planes and tiles belong to another picture.
        var parts: Set<Int> = []
        for kind: FourCC in ["thmb", "auxl"] { parts.formUnion(meta.references[kind, default: [:]].keys) }
        for tiles in meta.references["dimg", default: [:]].values { parts.formUnion(tiles) }
        parts.remove(primary)
        var budget = PageBudget(context.limits)
        for (id, item) in meta.items.sorted(by: { $0.key < $1.key })
        where item.isPicture && !parts.contains(id) && (!item.isHidden || id == primary) {
            guard let size = HEIFGeometry(meta.properties(of: id))?.storedSize else {
                throw .invalid("A picture of the file has no size")
            }
            try budget.add(size)
        }
        image.info.pages = budget.pages
        try HEIFDerivation(meta: meta, view: view, limits: context.limits).check()
    }

    /// Whether the bytes of all pictures are there.
    private mutating func checkPlaces(_ meta: HEIFMeta) throws(RenderError) {
        for item in meta.items.values where item.isPicture && item.type != "iden" {
            guard !item.extents.isEmpty else { throw .invalid("A picture of the file has no place") }
            guard item.constructionMethod < 2 else { continue }
            let source = item.constructionMethod == 1 ? meta.data : view
            guard item.extents.allSatisfy({ source?.holds($0.offset, max($0.length, 1)) == true }) else {
                try context.lose("the data of its pictures", of: &image)
                return
            }
        }
    }

    private mutating func describe(_ meta: HEIFMeta, _ primary: Int) throws(RenderError) {
        let properties = meta.properties(of: primary)
        guard let geometry = HEIFGeometry(properties) else { throw .invalid("The picture has no size") }
        image.info.size = geometry.shownSize
        for (source, targets) in meta.references["auxl", default: [:]] where targets.contains(primary) {
            for case .alpha in meta.properties(of: source) { image.info.hasAlpha = true }
        }
        image.info.bands = image.info.hasAlpha ? 4 : 3
        // A grid's codec is that of its tiles.
        let tile = meta.references["dimg"]?[primary]?.first
        for property in (tile.map { meta.properties(of: $0) } ?? []) + properties {
            switch property {
            case .bitDepth(let bits): image.info.bitDepth = bits
            case .codec(let bits, let subsampling, _):
                image.info.bitDepth = bits
                image.info.subsampling = subsampling
            case .codePoints(let points): image.codePoints = points
            case .profile(let profile):
                image.hasProfile = true
                image.iccProfile = profile.bytes
            default: break
            }
        }
        // The order of a dictionary is not that of the file: the item with the lowest number counts.
        let items = meta.items.sorted { $0.key < $1.key }.map(\.value)
        if let item = items.first(where: { $0.type == "Exif" }), let bytes = meta.bytes(of: item, in: view) {
            image.exif = Self.exif(bytes)
        }
        image.xmp = items.first { $0.isXMP }.flatMap { meta.bytes(of: $0, in: view) }
        image.describeMetadata(readsOrientation: false)
    }

    /// The payload starts with the distance from its own end to the TIFF header (ISO/IEC 23008-12 annex A.2.1).
    private static func exif(_ bytes: [UInt8]) -> [UInt8]? {
        bytes.withUnsafeBytes { memory in
            let view = ByteView(memory)
            return view.u32(0, .big).flatMap { view.rest(from: 4 + $0)?.bytes }
        }
    }
}

/// Holds the pictures of a file to the sizes that their coded data tells.
///
/// A decoder allocates by the headers of the stream, whatever the container's `ispe` says, so both must agree: a codec
/// may code up to a whole block more than is shown, and nothing else.
struct HEIFCodedSizes {
    /// The side of HEVC's largest block (ITU-T H.265 7.4.3.2.1) and of AV1's usual superblock, to which some encoders
    /// round what they code.
    private static let block = 64

    let meta: HEIFMeta
    let view: ByteView
    let limits: ImageLimits

    func check() throws(RenderError) {
        var budget = UnitBudget()
        // In the file's order of numbers, so that the same file always gets the same verdict.
        for (id, item) in meta.items.sorted(by: { $0.key < $1.key }) where HEIFItem.coded.contains(item.type) {
            let picture = try picture(of: id, item, &budget)
            // Some writers give no size to alpha planes: then the stream's own counts.
            try check(picture, against: HEIFGeometry(meta.properties(of: id))?.storedSize)
        }
        try checkAlpha()
    }

    private func picture(
        of id: Int, _ item: HEIFItem, _ budget: inout UnitBudget
    ) throws(RenderError) -> CodedPicture {
        guard let bytes = HEIFItemBytes(of: item, meta, in: view) else {
            throw .invalid("The data of a picture stands where it can't be read")
        }
        let properties = meta.properties(of: id)
        let picture: CodedPicture
        if item.type == "av01" {
            var stream = AV1Stream()
            for case .codec(_, _, let box) in properties where box.type == "av1C" {
                try stream.read(configuration: box.body, &budget)
            }
            try stream.read(bytes, &budget)
            picture = stream.picture
        } else {
            var stream = HEVCStream()
            for case .codec(_, _, let box) in properties where box.type == "hvcC" {
                try stream.read(configuration: box.body, &budget)
            }
            try stream.read(bytes, &budget)
            picture = stream.picture
        }
        guard picture.coded != nil || !bytes.isCut else { throw .truncated(in: "the header of a picture") }
        return picture
    }

    private func check(_ picture: CodedPicture, against size: PixelSize?) throws(RenderError) {
        guard let coded = picture.coded, let shown = picture.shown else {
            throw .invalid("The data of a picture does not tell its size")
        }
        guard shown.width > 0, shown.height > 0 else { throw .invalid("The data of a picture has no width or height") }
        guard let size else { return try PageBudget.check(1, of: coded, limits) }
        let allowed = PixelSize(width: Self.wholeBlocks(size.width), height: Self.wholeBlocks(size.height))
        guard coded.width > allowed.width || coded.height > allowed.height else {
            guard shown.width >= size.width, shown.height >= size.height else {
                throw Self.contradiction(size, shown)
            }
            return
        }
        try PageBudget.check(1, of: coded, limits)
        throw Self.contradiction(size, coded)
    }

    /// Alpha planes are decoded with their picture, so they must be of a kind whose size is known here.
    private func checkAlpha() throws(RenderError) {
        for id in meta.references["auxl", default: [:]].keys {
            guard let item = meta.items[id], !item.isPicture else { continue }
            for case .alpha in meta.properties(of: id) {
                throw .invalid("The file's alpha plane is coded in a way that is not supported")
            }
        }
    }

    /// A side rounded up to whole blocks. Sides are of 32 bits here, so that it can't overflow.
    private static func wholeBlocks(_ side: Int) -> Int { (side + block - 1) / block * block }

    private static func contradiction(
        _ size: PixelSize, _ coded: PixelSize, fileID: StaticString = #fileID, line: Int = #line
    ) -> RenderError {
        .invalid(
            "The image contradicts itself: its header says \(size) pixels and its data \(coded)", fileID: fileID,
            line: line)
    }
}

/// Walks the pages of a TIFF (TIFF 6.0; BigTIFF is refused).
struct TIFFInspector {
    /// Strips and tiles of all pages together whose place is checked: one for each row of a tall scan, a hundred times.
    /// Bounds the work where pages share one long list.
    private static let maximumSegments = 1_000_000

    private let context: InspectionContext
    private var image: InspectedImage
    private var segments = 0

    init(_ context: InspectionContext) {
        self.context = context
        image = InspectedImage(
            info: ImageInfo(format: .tiff, size: PixelSize(width: 0, height: 0), bytes: context.view.count))
    }

    consuming func inspect() throws(RenderError) -> InspectedImage {
        guard context.view.count >= 8 else { throw .truncated(in: "the header") }
        guard let structure = TIFFStructure(context.view) else {
            throw .invalid("The file is a BigTIFF, which is not supported")
        }
        var budget = PageBudget(context.limits)
        var visited: Set<Int> = []
        var offset = structure.firstDirectory
        while offset != 0 {
            guard visited.insert(offset).inserted else {
                throw .invalid("The TIFF's pages follow each other in a ring")
            }
            guard let directory = structure.directory(at: offset), let next = directory.next else {
                throw .truncated(in: "a directory of pages")
            }
            // What a decoder reads of a page must not be more than what is checked.
            guard !directory.isCut else { throw .invalid("A page of the TIFF has too many entries") }
            let size = try TIFFPage.size(directory, structure)
            try budget.add(size)
            let page = try TIFFPage(directory, structure, size: size)
            try checkSegments(page)
            if budget.pages == 1 { describe(page, directory, structure) }
            offset = next
        }
        guard budget.pages > 0 else { throw .invalid("The TIFF has no page") }
        image.info.pages = budget.pages
        return image
    }

    private mutating func checkSegments(_ page: TIFFPage) throws(RenderError) {
        segments += page.segmentCount
        guard segments <= Self.maximumSegments else { throw .invalid("The TIFF is cut into too many strips or tiles") }
        guard page.holdsAllSegments else {
            try context.lose("its strips or tiles", of: &image)
            return
        }
    }

    private mutating func describe(_ page: TIFFPage, _ directory: TIFFDirectory, _ structure: TIFFStructure) {
        image.info.size = page.size
        image.info.bands = page.bands
        image.info.bitDepth = page.bitDepth
        image.info.hasAlpha = page.hasAlpha
        image.info.colorSpace = page.colorSpace
        image.describe(ExifDocument(structure), readsOrientation: true)
        image.exif = ExifWriter(structure).write(.photographic)
        image.xmp = bytes(directory[700], structure)
        // Tag 34675, ICC.1:2022 annex B.2.
        image.hasProfile = directory[34675] != nil
        image.iccProfile = bytes(directory[34675], structure)
        if let xmp = image.xmp, XMP.mentionsLocation(xmp) { image.info.hasLocation = true }
        image.info.profileName = image.iccProfile.flatMap { ICCProfile($0)?.name }
    }

    private func bytes(_ entry: TIFFEntry?, _ structure: TIFFStructure) -> [UInt8]? {
        guard let entry else { return nil }
        return structure.view.slice(entry.position, entry.length)?.bytes
    }
}

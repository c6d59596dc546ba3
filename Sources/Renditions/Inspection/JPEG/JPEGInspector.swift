/// Walks the markers of a JPEG (ITU-T T.81 annex B) up to the end of its first image.
///
/// What follows the end of image is not looked at: phones keep a second image there (multi-picture format, gain maps).
/// Junk between segments is skipped as libjpeg does, up to a bound.
struct JPEGInspector {
    /// Bytes of junk between segments that are tolerated in a whole file.
    private static let toleratedJunk = 4096

    private let context: InspectionContext
    private var view: ByteView { context.view }
    private var image: InspectedImage
    private var frame: JPEGFrame?
    private var metadata = JPEGMetadata()
    private var junk = 0

    init(_ context: InspectionContext) {
        self.context = context
        image = InspectedImage(
            info: ImageInfo(format: .jpeg, size: PixelSize(width: 0, height: 0), bytes: context.view.count))
    }

    consuming func inspect() throws(RenderError) -> InspectedImage {
        // The start of image is what the format was recognised by.
        var offset = 2
        walk: while true {
            guard let marker = try nextMarker(&offset) else {
                try lose("the pixels")
                break
            }
            switch marker {
            case 0x01, 0xD0...0xD7: continue
            case 0xD9: break walk
            case 0xDA:
                guard let body = try segment(&offset) else { break walk }
                try startScan(body)
                let end = endOfEntropyCodedData(from: offset)
                // Even a scan of nothing but zeros has a byte; decoders would fill the picture with grey.
                if end == offset { try lose("a scan") }
                offset = end
            case 0xC4, 0xCC, 0xDB, 0xDC, 0xDD, 0xE0...0xEF, 0xFE, 0xC0...0xCF:
                guard let body = try segment(&offset) else { break walk }
                try read(body, of: marker)
            default:
                throw .invalid("The JPEG holds the marker \(marker), which has no place there")
            }
        }
        guard let frame, image.scans > 0 else { throw .invalid("The JPEG holds no picture") }
        metadata.describe(&image, frame)
        return image
    }

    private mutating func read(_ body: ByteView, of marker: Int) throws(RenderError) {
        switch marker {
        case 0xC4, 0xCC, 0xDB, 0xDC, 0xDD: break
        case 0xE0...0xEF: metadata.read(body, of: marker)
        case 0xC0...0xCF:
            guard frame == nil else { throw .invalid("The JPEG has a second frame header") }
            let frame = try JPEGFrame(body, marker: marker)
            try PageBudget.check(1, of: frame.size, context.limits)
            self.frame = frame
        default: break
        }
    }

    private mutating func startScan(_ body: ByteView) throws(RenderError) {
        guard let frame else { throw .invalid("The JPEG has a scan before its frame header") }
        image.scans += 1
        guard image.scans <= context.limits.scans else {
            throw RenderError(
                .tooManyScans,
                """
                The JPEG has more than \(context.limits.scans) scans. Save it as a baseline JPEG, or raise \
                ImageLimits.scans.
                """)
        }
        guard let count = body.u8(0), (1...4).contains(count), body.count == 4 + 2 * count else {
            throw .invalid("A scan header of the JPEG is damaged")
        }
        for index in 0..<count {
            guard frame.components.contains(where: { $0.id == body.u8(1 + 2 * index) }) else {
                throw .invalid("A scan of the JPEG is of a component that its frame does not have")
            }
        }
    }

    /// The body of the segment at `offset`, which moves past it; nil where the file ends within and that is allowed.
    private mutating func segment(_ offset: inout Int) throws(RenderError) -> ByteView? {
        guard let length = view.u16(offset, .big) else {
            try lose("a segment")
            return nil
        }
        guard length >= 2 else { throw .invalid("A segment of the JPEG has an impossible length") }
        guard let body = view.slice(offset + 2, length - 2) else {
            try lose("a segment")
            return nil
        }
        offset += length
        return body
    }

    /// Before the first scan a loss costs the whole picture, so it is never allowed.
    private mutating func lose(_ part: String) throws(RenderError) {
        guard image.scans > 0 else { throw .truncated(in: "the header") }
        try context.lose(part, of: &image)
    }

    /// The next marker, which may stand behind fill bytes (T.81 B.1.1.2) and junk; nil at the end of the file.
    private mutating func nextMarker(_ offset: inout Int) throws(RenderError) -> Int? {
        while true {
            guard let start = view.firstIndex(of: 0xFF, from: offset) else {
                offset = view.count
                return nil
            }
            junk += start - offset
            offset = start
            while view.u8(offset) == 0xFF { offset += 1 }
            guard let marker = view.u8(offset) else { return nil }
            offset += 1
            if marker != 0 {
                guard junk <= Self.toleratedJunk else { throw .invalid("The JPEG holds junk between its segments") }
                return marker
            }
            junk += 2
        }
    }

    /// Where the marker stands that ends the entropy-coded data: an 0xFF neither stuffed nor a restart (T.81 B.1.1.5).
    private func endOfEntropyCodedData(from start: Int) -> Int {
        var offset = start
        while let found = view.firstIndex(of: 0xFF, from: offset) {
            switch view.u8(found + 1) {
            case 0, 0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7: offset = found + 2
            case 0xFF: offset = found + 1
            default: return found
            }
        }
        return view.count
    }
}

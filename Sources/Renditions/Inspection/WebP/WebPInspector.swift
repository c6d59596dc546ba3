/// Walks the chunks of a WebP (RFC 9649 section 2). Bytes behind the RIFF container are ignored, as decoders do.
struct WebPInspector {
    private let context: InspectionContext
    private var image: InspectedImage
    /// The canvas of an extended file, nil of a simple one.
    private var canvas: PixelSize?
    private var isAnimated = false
    private var hasPixels = false
    private var delays: [Int] = []

    init(_ context: InspectionContext) {
        self.context = context
        image = InspectedImage(
            info: ImageInfo(format: .webp, size: PixelSize(width: 0, height: 0), bytes: context.view.count))
    }

    consuming func inspect() throws(RenderError) -> InspectedImage {
        guard let size = context.view.u32(4, .little), size >= 12 else {
            throw .invalid("The WebP's container has an impossible length")
        }
        // The length does not count the eight bytes up to itself.
        let isWhole = context.view.holds(8, size)
        let container = isWhole ? context.view.slice(0, size + 8) : nil
        var reader = RIFFReader(container ?? context.view, from: 12)
        while let chunk = reader.next() {
            try read(chunk)
            // A simple file ends with its pixels; what follows belongs to nobody.
            if canvas == nil, hasPixels { break }
        }
        if !isWhole || reader.isCut {
            guard hasPixels || !delays.isEmpty else { throw .truncated(in: "the first frame") }
            try context.lose("the WebP container", of: &image)
        }
        guard hasPixels || !delays.isEmpty else { throw .invalid("The WebP holds no picture") }
        describe()
        return image
    }

    private mutating func read(_ chunk: RIFFReader.Chunk) throws(RenderError) {
        switch chunk.name {
        case "VP8X" where canvas == nil && !hasPixels:
            guard let flags = chunk.body.u8(0), let width = chunk.body.u24(4), let height = chunk.body.u24(7) else {
                throw .invalid("The WebP's header is damaged")
            }
            let size = PixelSize(width: width + 1, height: height + 1)
            try PageBudget.check(1, of: size, context.limits)
            canvas = size
            image.info.size = size
            isAnimated = flags & 0x02 != 0
            image.info.hasAlpha = flags & 0x10 != 0
        case "VP8 ", "VP8L":
            guard !isAnimated, !hasPixels else { break }
            let stream = try WebPBitstream(chunk)
            try PageBudget.check(1, of: stream.size, context.limits)
            guard canvas == nil || canvas == stream.size else {
                throw .invalid("The WebP's picture does not have the size of its canvas")
            }
            image.info.size = stream.size
            if canvas == nil { image.info.hasAlpha = stream.hasAlpha }
            image.info.subsampling = chunk.name == "VP8 " ? "4:2:0" : nil
            hasPixels = true
        case "ANIM" where isAnimated:
            guard let count = chunk.body.u16(4, .little) else { throw .invalid("The WebP's loop count is damaged") }
            image.info.loopCount = count
        case "ANMF" where isAnimated:
            try readFrame(chunk.body)
        case "EXIF" where image.exif == nil:
            // Some writers keep JPEG's prefix.
            let body = chunk.body.matches("Exif\u{0}") ? chunk.body.rest(from: 6) : chunk.body
            image.exif = body?.bytes
        case "XMP " where image.xmp == nil: image.xmp = chunk.body.bytes
        case "ICCP" where !image.hasProfile:
            image.hasProfile = true
            image.iccProfile = chunk.body.bytes
        default: break
        }
    }

    private mutating func readFrame(_ body: ByteView) throws(RenderError) {
        guard let canvas, let left = body.u24(0), let top = body.u24(3), let width = body.u24(6),
            let height = body.u24(9), let duration = body.u24(12),
            var reader = body.slice(16, body.count - 16).map({
                RIFFReader($0, from: 0)
            })
        else { throw .invalid("A frame of the WebP is damaged") }
        let frame = PixelRect(x: left * 2, y: top * 2, width: width + 1, height: height + 1)
        guard frame.fits(in: canvas) else { throw .invalid("A frame of the WebP reaches beyond its canvas") }
        try PageBudget.check(delays.count + 1, of: canvas, context.limits)
        while let chunk = reader.next() {
            guard chunk.name == "VP8 " || chunk.name == "VP8L" else { continue }
            guard try WebPBitstream(chunk).size == frame.size else {
                throw .invalid("A frame of the WebP does not have the size that it claims")
            }
            delays.append(duration)
            return
        }
        throw .invalid("A frame of the WebP holds no picture")
    }

    private mutating func describe() {
        image.info.bands = image.info.hasAlpha ? 4 : 3
        if isAnimated {
            image.info.pages = delays.count
            image.info.delays = delays.count > 1 ? delays : nil
        }
        if delays.count < 2 { image.info.loopCount = nil }
        image.describeMetadata(readsOrientation: true)
    }
}

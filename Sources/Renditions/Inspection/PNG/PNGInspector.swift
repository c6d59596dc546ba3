/// Walks the chunks of a PNG (PNG 3rd edition sections 5 and 11). An animation counts as its still image, which is what
/// decoders read.
struct PNGInspector {
    private let context: InspectionContext
    private var view: ByteView { context.view }
    private var image: InspectedImage
    private var header: PNGHeader?
    private var hasPalette = false
    private var hasPixels = false
    private var ancillary: PNGAncillary

    init(_ context: InspectionContext) {
        self.context = context
        ancillary = PNGAncillary()
        image = InspectedImage(
            info: ImageInfo(format: .png, size: PixelSize(width: 0, height: 0), bytes: context.view.count))
    }

    consuming func inspect() throws(RenderError) -> InspectedImage {
        var offset = 8
        while true {
            guard let length = view.u32(offset, .big), let name = view.fourCC(offset + 4) else {
                try lose("the last chunk")
                break
            }
            guard name.isAlphabetic else { throw .invalid("The PNG holds a chunk with an impossible name") }
            guard length < 1 << 31, length <= context.limits.inputBytes else {
                throw .invalid("The PNG's chunk \(name) claims more bytes than a whole file may have")
            }
            guard let body = view.slice(offset + 8, length), let checksum = view.u32(offset + 8 + length, .big) else {
                // Decoders read pixel data as it comes, but allocate other chunks whole.
                guard name == "IDAT" || name == "IEND" || hasPixels else { throw .truncated(in: "the header") }
                if name == "IDAT", let part = view.rest(from: offset + 8) { try readCritical(name, part) }
                try lose("the chunk \(name)")
                break
            }
            offset += 12 + length
            let isCritical = name.code & 0x2000_0000 == 0
            // Those of the pixels are the decoder's to check: it reads every byte of them anyway.
            if isCritical, name != "IDAT", let covered = view.slice(offset - 8 - length, length + 4) {
                guard Int(CRC32.checksum(covered)) == checksum else {
                    throw .invalid("The PNG's chunk \(name) is damaged: its checksum does not match")
                }
            }
            if header == nil, name != "IHDR" { throw .invalid("The PNG does not start with its header") }
            if name == "IEND" { break }
            if isCritical { try readCritical(name, body) } else { try ancillary.read(name, body) }
        }
        guard let header, hasPixels else { throw .invalid("The PNG holds no pixels") }
        ancillary.describe(&image, header)
        return image
    }

    private mutating func readCritical(_ name: FourCC, _ body: ByteView) throws(RenderError) {
        switch name {
        case "IHDR":
            guard header == nil else { throw .invalid("The PNG has a second header") }
            let header = try PNGHeader(body)
            try PageBudget.check(1, of: header.size, context.limits)
            self.header = header
        case "PLTE":
            guard !hasPalette, !hasPixels, body.count > 0, body.count <= 768, body.count % 3 == 0 else {
                throw .invalid("The PNG's palette is damaged or out of place")
            }
            hasPalette = true
        case "IDAT":
            guard header?.colorType != 3 || hasPalette else { throw .invalid("The PNG lacks the palette it refers to") }
            // A file may cut its pixels into chunks as it likes, empty ones included.
            hasPixels = hasPixels || body.count > 0
        default:
            throw .invalid("The PNG needs an extension \(name) that is not known here")
        }
    }

    /// Before the first pixel a loss costs the whole picture, so it is never allowed.
    private mutating func lose(_ part: String) throws(RenderError) {
        guard header != nil, hasPixels else { throw .truncated(in: "the header") }
        try context.lose(part, of: &image)
    }
}

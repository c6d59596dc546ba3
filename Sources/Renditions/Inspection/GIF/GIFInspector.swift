/// Walks the blocks of a GIF (GIF89a specification, sections 17 to 27). Pixel data is skipped, not decompressed.
///
/// Limits count every frame with a canvas that holds all frames. The size reported is that of the header, widened by the
/// first frame only, as libnsgif does. libnsgif also distrusts some canvases (those above 2,048 pixels and common screen
/// sizes) and takes the first frame's size instead, so a decoder may report less than this.
struct GIFInspector {
    private let context: InspectionContext
    private var view: ByteView { context.view }
    private var image: InspectedImage
    private var offset = 13
    /// The canvas of the header, widened by the first frame.
    private var size = PixelSize(width: 0, height: 0)
    /// The canvas widened by all frames so far.
    private var canvas = PixelSize(width: 0, height: 0)
    private var delays: [Int] = []
    /// Milliseconds that the last graphic control extension gives the next frame.
    private var delay = 0
    /// Without a loop extension an animation plays once.
    private var loopCount = 1

    init(_ context: InspectionContext) {
        self.context = context
        image = InspectedImage(info: ImageInfo(format: .gif, size: canvas, bytes: context.view.count))
    }

    consuming func inspect() throws(RenderError) -> InspectedImage {
        guard let width = view.u16(6, .little), let height = view.u16(8, .little), let packed = view.u8(10),
            view.holds(0, 13)
        else { throw .truncated(in: "the header") }
        guard width > 0, height > 0 else { throw .invalid("The GIF's header gives it no width or no height") }
        canvas = PixelSize(width: width, height: height)
        size = canvas
        try PageBudget.check(1, of: canvas, context.limits)
        offset += Self.tableBytes(packed)
        // Many files lack the trailer: fine where the block before it is whole. What is no block ends the picture for
        // decoders too.
        blocks: while let introducer = view.u8(offset) {
            offset += 1
            switch introducer {
            case 0x21:
                guard try readExtension() else { break blocks }
            case 0x2C:
                guard try readFrame() else { break blocks }
            case 0x3B:
                guard !delays.isEmpty else { throw .invalid("The GIF holds no frame") }
                break blocks
            default:
                guard !delays.isEmpty else { throw .invalid("The GIF holds something that is no block") }
                break blocks
            }
        }
        guard !delays.isEmpty else { throw .truncated(in: "the first frame") }
        describe()
        return image
    }

    /// Bytes of the colour table that a packed field announces.
    private static func tableBytes(_ packed: Int) -> Int {
        packed & 0x80 == 0 ? 0 : 3 << ((packed & 7) + 1)
    }

    /// Reads an extension; false where the file ends within and that is allowed.
    private mutating func readExtension() throws(RenderError) -> Bool {
        guard let label = view.u8(offset) else { return try lose("an extension") }
        let start = offset + 1
        switch label {
        case 0xF9 where view.u8(start) == 4:
            guard let packed = view.u8(start + 1), let hundredths = view.u16(start + 2, .little) else { break }
            delay = hundredths * 10
            if packed & 1 == 1 { image.info.hasAlpha = true }
        case 0xFF
        where view.matches("\u{0B}NETSCAPE2.0\u{03}\u{01}", at: start)
            || view.matches("\u{0B}ANIMEXTS1.0\u{03}\u{01}", at: start):
            // The file says how often the animation repeats after its first time.
            guard let repeats = view.u16(start + 14, .little) else { break }
            loopCount = repeats == 0 ? 0 : repeats + 1
        case 0xFF where view.matches("\u{0B}XMP DataXMP", at: start):
            image.xmp = image.xmp ?? packet(from: start + 12)
        default: break
        }
        guard let end = endOfSubBlocks(from: start) else { return try lose("an extension") }
        offset = end
        return true
    }

    /// XMP stands in a GIF unblocked, before 258 bytes that lead block readers out of it (XMP part 3, 1.1.2).
    private func packet(from start: Int) -> [UInt8]? {
        endOfSubBlocks(from: start).flatMap { view.slice(start, $0 - start - 258) }?.bytes
    }

    private mutating func readFrame() throws(RenderError) -> Bool {
        guard let left = view.u16(offset, .little), let top = view.u16(offset + 2, .little),
            let width = view.u16(offset + 4, .little), let height = view.u16(offset + 6, .little),
            let packed = view.u8(offset + 8)
        else { return try lose("a frame") }
        canvas = PixelSize(width: max(canvas.width, left + width), height: max(canvas.height, top + height))
        try PageBudget.check(delays.count + 1, of: canvas, context.limits)
        // Behind the descriptor and its table stands one byte, the width of the shortest code.
        let data = offset + 9 + Self.tableBytes(packed) + 1
        guard let end = endOfSubBlocks(from: data), end > data + 1 else { return try lose("a frame") }
        if delays.isEmpty {
            size = canvas
            image.info.isProgressive = packed & 0x40 != 0
        }
        delays.append(delay)
        delay = 0
        offset = end
        return true
    }

    /// Where a chain of sub-blocks has ended; nil where the file ends within.
    private func endOfSubBlocks(from start: Int) -> Int? {
        var offset = start
        while let length = view.u8(offset) {
            offset += 1 + length
            if length == 0 { return offset }
        }
        return nil
    }

    /// Before the first whole frame a loss costs the whole picture, so it is never allowed.
    private mutating func lose(_ part: String) throws(RenderError) -> Bool {
        guard !delays.isEmpty else { throw .truncated(in: "the first frame") }
        try context.lose(part, of: &image)
        return false
    }

    private mutating func describe() {
        image.info.size = size
        image.info.pages = delays.count
        image.info.bands = image.info.hasAlpha ? 4 : 3
        if delays.count > 1 {
            image.info.delays = delays
            image.info.loopCount = loopCount
        }
        image.describeMetadata(readsOrientation: false)
    }
}

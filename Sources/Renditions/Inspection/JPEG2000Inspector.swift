/// Reads the size of a JPEG 2000 codestream (ISO/IEC 15444-1 A.5.1), bare or in its container.
struct JPEG2000Inspector {
    private let context: InspectionContext

    init(_ context: InspectionContext) { self.context = context }

    func inspect() throws(RenderError) -> InspectedImage {
        guard let stream = try codestream() else { throw .truncated(in: "the header") }
        // Start of codestream, SIZ marker, its length and capabilities, then the grid's size and the image's offset.
        guard stream.u32(0, .big) == 0xFF4F_FF51, let right = stream.u32(8, .big), let bottom = stream.u32(12, .big),
            let left = stream.u32(16, .big), let top = stream.u32(20, .big), let bands = stream.u16(40, .big),
            right > left, bottom > top, (1...4).contains(bands)
        else { throw .invalid("The JPEG 2000 has a damaged header") }
        let size = PixelSize(width: right - left, height: bottom - top)
        try PageBudget.check(1, of: size, context.limits)
        let info = ImageInfo(
            format: .jpeg2000, size: size, bands: bands, hasAlpha: bands % 2 == 0,
            colorSpace: bands < 3 ? .grey : .rgb, bytes: context.view.count)
        return InspectedImage(info: info)
    }

    private func codestream() throws(RenderError) -> ByteView? {
        guard context.view.u32(0, .big) != 0xFF4F_FF51 else { return context.view }
        var boxes = BoxReader(context.view, allowsOpenEnd: true)
        while let box = try boxes.next() {
            if box.type == "jp2c" { return box.body }
        }
        return nil
    }
}

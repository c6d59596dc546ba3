/// Reads the size of a JPEG XL, bare or in its container (ISO/IEC 18181-1 annex D.2, 18181-2 section 9).
struct JPEGXLInspector {
    private let context: InspectionContext

    init(_ context: InspectionContext) { self.context = context }

    func inspect() throws(RenderError) -> InspectedImage {
        guard var bits = try codestream().map({ BitReader($0, from: 2) }), let size = Self.size(&bits) else {
            throw .truncated(in: "the header")
        }
        try PageBudget.check(1, of: size, context.limits)
        return InspectedImage(info: ImageInfo(format: .jpegxl, size: size, bytes: context.view.count))
    }

    /// The codestream, or its first part, which starts behind a number of its own; nil where the file ends before it.
    private func codestream() throws(RenderError) -> ByteView? {
        guard context.view.u16(0, .big) != 0xFF0A else { return context.view }
        var boxes = BoxReader(context.view, allowsOpenEnd: true)
        while let box = try boxes.next() {
            let stream = box.type == "jxlc" ? box.body : box.type == "jxlp" ? box.body.rest(from: 4) : nil
            guard let stream else { continue }
            guard stream.u16(0, .big) == 0xFF0A else { throw .invalid("The JPEG XL has a damaged header") }
            return stream
        }
        return nil
    }

    /// SizeHeader: either multiples of eight in five bits each, or lengths of four widths; then a ratio for the width.
    private static func size(_ bits: inout BitReader) -> PixelSize? {
        func side(_ isSmall: Bool) -> Int? {
            if isSmall { return bits.read(5).map { 8 * ($0 + 1) } }
            return bits.read(2).flatMap { bits.read([9, 13, 18, 30][$0]) }.map { $0 + 1 }
        }
        guard let small = bits.read(1), let height = side(small == 1), let ratio = bits.read(3) else { return nil }
        let ratios = [(1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1)]
        guard ratio > 0 else { return side(small == 1).map { PixelSize(width: $0, height: height) } }
        let (numerator, denominator) = ratios[ratio - 1]
        return PixelSize(width: height * numerator / denominator, height: height)
    }
}

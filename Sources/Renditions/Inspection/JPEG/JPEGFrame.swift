/// A JPEG's frame header (ITU-T T.81 B.2.2).
struct JPEGFrame {
    /// One plane and its sampling factors, 1 to 4 each.
    struct Component {
        let id: Int
        let horizontal: Int
        let vertical: Int
    }

    let size: PixelSize
    let components: [Component]
    let isProgressive: Bool

    /// - Throws: ``RenderError`` `invalid-image` for a header that is damaged or of a kind that is not decoded here:
    ///   12 bits, lossless, hierarchical, arithmetic coding, a height that is only told after the first scan.
    init(_ body: ByteView, marker: Int) throws(RenderError) {
        guard (0xC0...0xC2).contains(marker) else {
            throw .invalid("The JPEG is lossless, hierarchical or arithmetic-coded, which is not supported")
        }
        guard let precision = body.u8(0), let height = body.u16(1, .big), let width = body.u16(3, .big),
            let count = body.u8(5), body.count == 6 + 3 * count
        else { throw .invalid("The JPEG's frame header is damaged") }
        guard precision == 8 else {
            throw .invalid("The JPEG has \(precision) bits per channel; only 8 are supported")
        }
        guard width > 0, height > 0 else { throw .invalid("The JPEG's header gives it no width or no height") }
        guard count == 1 || count == 3 || count == 4 else {
            throw .invalid("The JPEG has \(count) channels; 1, 3 and 4 are supported")
        }
        var components: [Component] = []
        for offset in stride(from: 6, to: body.count, by: 3) {
            guard let id = body.u8(offset), let factors = body.u8(offset + 1) else { break }
            let component = Component(id: id, horizontal: factors >> 4, vertical: factors & 15)
            guard (1...4).contains(component.horizontal), (1...4).contains(component.vertical) else {
                throw .invalid("The JPEG's sampling factors are out of range")
            }
            components.append(component)
        }
        self.size = PixelSize(width: width, height: height)
        self.components = components
        isProgressive = marker == 0xC2
    }

    /// Chroma subsampling in the usual notation; nil where there are not three channels or the factors have no name.
    var subsampling: String? {
        guard components.count == 3, components[1].horizontal == components[2].horizontal,
            components[1].vertical == components[2].vertical
        else { return nil }
        let (luma, chroma) = (components[0], components[1])
        guard luma.horizontal % chroma.horizontal == 0, luma.vertical % chroma.vertical == 0 else { return nil }
        switch (luma.horizontal / chroma.horizontal, luma.vertical / chroma.vertical) {
        case (1, 1): return "4:4:4"
        case (2, 1): return "4:2:2"
        case (2, 2): return "4:2:0"
        case (1, 2): return "4:4:0"
        case (4, 1): return "4:1:1"
        case (4, 2): return "4:1:0"
        default: return nil
        }
    }
}

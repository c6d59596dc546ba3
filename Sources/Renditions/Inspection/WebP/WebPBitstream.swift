/// The header of a WebP's compressed picture.
struct WebPBitstream {
    let size: PixelSize
    let hasAlpha: Bool

    /// - Throws: ``RenderError`` `invalid-image` where the header is damaged or the size 0.
    init(_ chunk: RIFFReader.Chunk) throws(RenderError) {
        let body = chunk.body
        if chunk.name == "VP8L" {
            // RFC 9649 3.4: signature, then 14 bits each of width and height less one, and a bit for alpha.
            guard body.u8(0) == 0x2F, let bits = body.u32(1, .little), bits >> 29 == 0 else {
                throw .invalid("The WebP's lossless picture has a damaged header")
            }
            size = PixelSize(width: (bits & 0x3FFF) + 1, height: (bits >> 14 & 0x3FFF) + 1)
            hasAlpha = bits >> 28 & 1 == 1
        } else {
            // RFC 6386 9.1: a key frame's tag has a clear lowest bit and the length of the first partition in its upper
            // 19 bits; a start code and 14 bits of each side follow, with two bits of scaling that decoders ignore.
            guard let tag = body.u24(0), tag & 1 == 0, body.u24(3) == 0x2A_019D, let width = body.u16(6, .little),
                let height = body.u16(8, .little), body.holds(10, tag >> 5)
            else { throw .invalid("The WebP's lossy picture has a damaged header") }
            size = PixelSize(width: width & 0x3FFF, height: height & 0x3FFF)
            hasAlpha = false
        }
        guard size.width > 0, size.height > 0 else { throw .invalid("The WebP has no width or no height") }
    }
}

/// LZW codes that stand for one pixel each (GIF89a appendix F). The table of sequences is cleared before it is full
/// enough to need longer codes, so that all have nine bits.
enum GIFCodeWriter {
    /// Bits of a pixel, as the file says before the codes.
    static let shortestCode = 8

    private static let clear = 256
    private static let end = 257
    private static let codeBits = 9
    /// Codes between two clears. Readers add a sequence with each code but the first, and read ten bits once they have
    /// 512, of which 258 are there from the start.
    private static let run = 250

    static func encode(_ pixels: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(pixels.count * 9 / 8 + pixels.count / run * 2 + 8)
        var held = 0
        var heldBits = 0
        func append(_ code: Int) {
            // The first code starts in the lowest bit.
            held |= code << heldBits
            heldBits += codeBits
            while heldBits >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: held))
                held >>= 8
                heldBits -= 8
            }
        }
        for (index, pixel) in pixels.enumerated() {
            if index.isMultiple(of: run) { append(clear) }
            append(Int(pixel))
        }
        append(end)
        if heldBits > 0 { bytes.append(UInt8(truncatingIfNeeded: held)) }
        return bytes
    }
}

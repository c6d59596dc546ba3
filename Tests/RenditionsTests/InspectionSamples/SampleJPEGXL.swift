/// The start of a JPEG XL codestream (ISO/IEC 18181-1 annex D.2), bare or in its container.
struct SampleJPEGXL {
    var width = 16
    var height = 8
    /// 0 writes the width; 1 to 7 name a ratio of the height (1:1, 12:10, 4:3, 3:2, 16:9, 5:4, 2:1).
    var ratio = 0
    /// Whether the sides are multiples of eight up to 256, in five bits.
    var isSmall = false
    /// The box that holds the codestream; nil for none.
    var box: String?

    var bytes: [UInt8] {
        var bits: [Bool] = []
        func append(_ value: Int, _ count: Int) {
            for index in 0..<count { bits.append(value >> index & 1 == 1) }
        }
        func appendSide(_ side: Int) {
            guard !isSmall else { return append(side / 8 - 1, 5) }
            // The widest of the four forms takes every side.
            append(3, 2)
            append(side - 1, 30)
        }
        append(isSmall ? 1 : 0, 1)
        appendSide(height)
        append(ratio, 3)
        if ratio == 0 { appendSide(width) }
        var stream: [UInt8] = [0xFF, 0x0A]
        for start in stride(from: 0, to: bits.count, by: 8) {
            let byte = bits[start..<min(start + 8, bits.count)].enumerated()
            stream.append(byte.reduce(0) { $0 | ($1.element ? 1 << UInt8($1.offset) : 0) })
        }
        stream += [1, 2, 3, 4]
        guard let box else { return stream }
        let body: [UInt8] = .joining(.zeros(box == "jxlp" ? 4 : 0), stream)
        return .joining(
            SampleHEIF.box("JXL ", [0x0D, 0x0A, 0x87, 0x0A]), SampleHEIF.box("ftyp", .text("jxl \0\0\0\0jxl ")),
            SampleHEIF.box(box, body))
    }
}

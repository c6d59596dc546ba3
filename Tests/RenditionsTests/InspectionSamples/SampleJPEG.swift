/// A JPEG, segment by segment. Its entropy-coded data means nothing.
struct SampleJPEG {
    /// Sampling factors of luma and chroma by the usual name; one plane is grey, four are CMYK.
    static let grey = [(1, 1)]
    static let yuv444 = [(1, 1), (1, 1), (1, 1)]
    static let yuv422 = [(2, 1), (1, 1), (1, 1)]
    static let yuv420 = [(2, 2), (1, 1), (1, 1)]
    static let yuv440 = [(1, 2), (1, 1), (1, 1)]
    static let yuv411 = [(4, 1), (1, 1), (1, 1)]
    static let cmyk = [(1, 1), (1, 1), (1, 1), (1, 1)]
    static let ycck = [(2, 2), (1, 1), (1, 1), (2, 2)]

    var width = 16
    var height = 8
    var precision = 8
    /// 0xC0 is baseline, 0xC2 progressive.
    var frameMarker = 0xC0
    var sampling = yuv420
    /// Whole segments that stand before the frame header.
    var segments: [[UInt8]] = []
    var scans = 1
    /// What every scan holds: a stuffed 0xFF, a restart marker.
    var entropy: [UInt8] = [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56]
    var end: [UInt8] = [0xFF, 0xD9]

    var frame: [UInt8] {
        var body: [UInt8] = .joining(.big(precision, 1), .big(height, 2), .big(width, 2), .big(sampling.count, 1))
        for (index, factors) in sampling.enumerated() {
            body += .joining(.big(index + 1, 1), .big(factors.0 << 4 | factors.1, 1), [0])
        }
        return Self.segment(frameMarker, body)
    }

    var scan: [UInt8] {
        var body: [UInt8] = .big(sampling.count, 1)
        for index in sampling.indices { body += .big((index + 1) << 8, 2) }
        return .joining(Self.segment(0xDA, body + [0, 63, 0]), entropy)
    }

    var bytes: [UInt8] {
        let table = Self.segment(0xDB, [0] + [UInt8](repeating: 1, count: 64))
        let pixels = Array(repeatElement(scan, count: scans).joined())
        return .joining([0xFF, 0xD8], Array(segments.joined()), table, frame, pixels, end)
    }

    /// A segment; a `length` of its own is a lie.
    static func segment(_ marker: Int, _ body: [UInt8], length: Int? = nil) -> [UInt8] {
        .joining([0xFF, UInt8(marker)], .big(length ?? body.count + 2, 2), body)
    }

    static func exif(_ block: [UInt8]) -> [UInt8] { segment(0xE1, .text("Exif\0\0") + block) }

    static func xmp(_ packet: String) -> [UInt8] {
        segment(0xE1, .text("http://ns.adobe.com/xap/1.0/\0" + packet))
    }

    static func profilePart(_ number: Int, of count: Int, _ part: [UInt8]) -> [UInt8] {
        segment(0xE2, .joining(.text("ICC_PROFILE\0"), .big(number, 1), .big(count, 1), part))
    }
}

/// A WebP, chunk by chunk. Its pictures end with their headers.
struct SampleWebP {
    struct Frame {
        /// In pixels; the file holds half of it.
        var left = 0
        var top = 0
        var width = 16
        var height = 8
        var duration = 40
        var picture: [UInt8]?

        var bytes: [UInt8] {
            let picture = picture ?? SampleWebP.lossy(width, height)
            return SampleWebP.chunk(
                "ANMF",
                .joining(
                    .little(left / 2, 3), .little(top / 2, 3), .little(width - 1, 3), .little(height - 1, 3),
                    .little(duration, 3), [0], picture))
        }
    }

    /// Flags of an extended file (RFC 9649 2.7).
    static let animation = 0x02, alpha = 0x10

    /// Whole chunks.
    var chunks: [[UInt8]]
    /// What the container says about its length, where it lies.
    var length: Int?

    var bytes: [UInt8] {
        let body: [UInt8] = .joining(.text("WEBP"), Array(chunks.joined()))
        return .joining(.text("RIFF"), .little(length ?? body.count, 4), body)
    }

    static func simple(_ width: Int = 16, _ height: Int = 8) -> SampleWebP {
        SampleWebP(chunks: [lossy(width, height)])
    }

    /// An animation; `loops` is 0 for ever.
    static func animated(_ frames: [Frame], width: Int = 16, height: Int = 8, loops: Int = 0) -> SampleWebP {
        SampleWebP(
            chunks: [extended(width, height, animation), chunk("ANIM", .zeros(4) + .little(loops, 2))]
                + frames.map(\.bytes))
    }

    static func chunk(_ name: String, _ body: [UInt8], length: Int? = nil) -> [UInt8] {
        .joining(.text(name), .little(length ?? body.count, 4), body, .zeros(body.count & 1))
    }

    static func extended(_ width: Int, _ height: Int, _ flags: Int = 0) -> [UInt8] {
        chunk("VP8X", .joining(.little(flags, 4), .little(width - 1, 3), .little(height - 1, 3)))
    }

    /// A key frame whose first partition has four bytes (RFC 6386 9.1).
    static func lossy(_ width: Int, _ height: Int) -> [UInt8] {
        chunk(
            "VP8 ",
            .joining(.little(4 << 5 | 0x10, 3), [0x9D, 0x01, 0x2A], .little(width, 2), .little(height, 2), .zeros(4)))
    }

    static func lossless(_ width: Int, _ height: Int, alpha: Bool = false) -> [UInt8] {
        let bits = (width - 1) | (height - 1) << 14 | (alpha ? 1 << 28 : 0)
        return chunk("VP8L", .joining([0x2F], .little(bits, 4), [0]))
    }
}

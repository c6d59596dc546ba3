/// A WebP with right headers and a few made-up bytes of pixel data.
struct TinyWebP {
    var width = 4
    var height = 3
    var isLossless = false
    var hasAlpha = false
    /// Milliseconds of each frame; nil for a still image.
    var delays: [Int]?
    var loopCount = 0
    /// Chunks after the picture, which make the file an extended one.
    var chunks: [[UInt8]] = []

    static func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        InspectionBytes.build(isLittle: true) {
            $0.text(name)
            $0.u32(body.count)
            $0.append(body)
            if body.count % 2 == 1 { $0.u8(0) }
        }
    }

    private var picture: [UInt8] {
        isLossless
            ? Self.chunk(
                "VP8L",
                InspectionBytes.build(isLittle: true) {
                    $0.u8(0x2F)
                    $0.u32(width - 1 | (height - 1) << 14 | (hasAlpha ? 1 << 28 : 0))
                    $0.u8(1, 2, 3)
                })
            : Self.chunk(
                "VP8 ",
                InspectionBytes.build(isLittle: true) {
                    // A key frame that is shown, with a first partition of two bytes.
                    $0.u24(2 << 5 | 0x10)
                    $0.u8(0x9D, 0x01, 0x2A)
                    $0.u16(width, height)
                    $0.u8(1, 2, 3, 4)
                })
    }

    private var isExtended: Bool { delays != nil || !chunks.isEmpty || (hasAlpha && !isLossless) }

    var bytes: [UInt8] {
        var body = Array("WEBP".utf8)
        if isExtended {
            body += Self.chunk(
                "VP8X",
                InspectionBytes.build(isLittle: true) {
                    $0.u32((delays != nil ? 2 : 0) | (hasAlpha ? 0x10 : 0))
                    $0.u24(width - 1, height - 1)
                })
        }
        if let delays {
            body += Self.chunk(
                "ANIM",
                InspectionBytes.build(isLittle: true) {
                    $0.u32(0)
                    $0.u16(loopCount)
                })
            for delay in delays {
                body += Self.chunk(
                    "ANMF",
                    InspectionBytes.build(isLittle: true) {
                        $0.u24(0, 0, width - 1, height - 1, delay)
                        $0.u8(0)
                        $0.append(picture)
                    })
            }
        } else {
            body += picture
        }
        for chunk in chunks { body += chunk }
        return InspectionBytes.build(isLittle: true) {
            $0.text("RIFF")
            $0.u32(body.count)
            $0.append(body)
        }
    }
}

/// A GIF of frames with a made-up byte of pixel data each.
struct TinyGIF {
    struct Frame {
        var left = 0
        var top = 0
        var width = 4
        var height = 3
        /// Hundredths of a second.
        var delay = 5
        var isTransparent = false
    }

    var width = 4
    var height = 3
    var frames = [Frame()]
    /// The number in the loop extension; nil for no extension.
    var repeats: Int?
    var hasTrailer = true

    var bytes: [UInt8] {
        InspectionBytes.build(isLittle: true) {
            $0.text("GIF89a")
            $0.u16(width, height)
            $0.u8(0x80, 0, 0, 0, 0, 0, 255, 255, 255)
            if let repeats {
                $0.u8(0x21, 0xFF, 11)
                $0.text("NETSCAPE2.0")
                $0.u8(3, 1)
                $0.u16(repeats)
                $0.u8(0)
            }
            for frame in frames {
                $0.u8(0x21, 0xF9, 4, frame.isTransparent ? 1 : 0)
                $0.u16(frame.delay)
                $0.u8(0, 0, 0x2C)
                $0.u16(frame.left, frame.top, frame.width, frame.height)
                $0.u8(0, 2, 2, 0x4C, 0x01, 0)
            }
            if hasTrailer { $0.u8(0x3B) }
        }
    }
}

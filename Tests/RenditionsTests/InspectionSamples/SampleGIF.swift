/// A GIF, block by block. Its codes are not meant to be decompressed.
struct SampleGIF {
    struct Frame {
        var left = 0
        var top = 0
        var width = 4
        var height = 3
        /// Hundredths of a second; nil leaves the graphic control extension out.
        var delay: Int?
        var isTransparent = false
        var isInterlaced = false
        var hasTable = false
        /// The data's sub-blocks with their ends.
        var data: [UInt8] = [2, 2, 0x44, 0x01, 0]

        var bytes: [UInt8] {
            var control: [UInt8] = []
            if let delay {
                control = .joining([0x21, 0xF9, 4, isTransparent ? 1 : 0], .little(delay, 2), [0, 0])
            }
            let packed = (isInterlaced ? 0x40 : 0) | (hasTable ? 0x80 : 0)
            return .joining(
                control, [0x2C], .little(left, 2), .little(top, 2), .little(width, 2), .little(height, 2),
                .big(packed, 1), .zeros(hasTable ? 6 : 0), data)
        }
    }

    var width = 4
    var height = 3
    /// The repetitions that a loop extension tells; nil leaves it out.
    var repeats: Int?
    /// Whole extensions before the first frame.
    var extensions: [UInt8] = []
    var frames = [Frame()]
    var trailer: [UInt8] = [0x3B]

    var bytes: [UInt8] {
        var loop: [UInt8] = []
        if let repeats { loop = .joining([0x21, 0xFF, 11], .text("NETSCAPE2.0"), [3, 1], .little(repeats, 2), [0]) }
        return .joining(
            .text("GIF89a"), .little(width, 2), .little(height, 2), [0x80, 0, 0], .zeros(6), loop, extensions,
            Array(frames.map(\.bytes).joined()), trailer)
    }

    /// XMP as it stands in a GIF: unblocked, with a tail that leads block readers out of it (XMP part 3, 1.1.2).
    static func xmp(_ packet: String) -> [UInt8] {
        .joining([0x21, 0xFF, 11], .text("XMP DataXMP" + packet), [1], (0...255).reversed(), [0])
    }
}

public import Renditions

/// Writes GIF files (GIF89a): whole frames in one global table of colours, not interlaced, not really compressed.
public enum GIFWriter {
    /// The colour that a file holds in place of another: the nearest of 6 × 6 × 6, whose channels are multiples of 51,
    /// and nothing at all where alpha is below 128.
    public static func nearest(_ color: Color) -> Color {
        guard color.alpha >= 128 else { return .transparent }
        return colors[Int(index(of: color))]
    }

    /// The bytes of a still image.
    public static func encode(_ raster: Raster) -> [UInt8] { encode([raster], milliseconds: [0], loopCount: 1) }

    /// The bytes of an animation.
    ///
    /// - Parameters:
    ///   - frames: each takes the place of the one before.
    ///   - milliseconds: how long each frame is shown, 0 to 655,350; stored in hundredths of a second, rounded down.
    ///   - loopCount: how often it plays, up to 65,536; 0 for ever. Nothing is written of 1, since that is what no
    ///     word about it means.
    /// - Precondition: there is at least one frame and a time for each, and all frames have one size, of which each side
    ///   has 1 to 65,535 pixels.
    public static func encode(_ frames: [Raster], milliseconds: [Int], loopCount: Int = 0) -> [UInt8] {
        precondition(!frames.isEmpty && frames.count == milliseconds.count, "a GIF has frames, and a time for each")
        let size = frames[0].size
        precondition(size.shorterSide > 0 && size.longerSide < 65_536, "a GIF's sides have 16 bits")
        precondition(frames.allSatisfy { $0.size == size }, "a GIF's frames have one size")
        var file = ByteSink(.little)
        file.append("GIF89a")
        file.append16(size.width)
        file.append16(size.height)
        // Section 18: a global table of 256 colours, of 8 bits a channel; background 0; no aspect ratio.
        file.append([0xF7, 0, 0])
        file.append(colors.flatMap { [$0.red, $0.green, $0.blue] })
        if loopCount != 1 {
            // Netscape's extension, which counts repetitions after the first time.
            file.append([0x21, 0xFF, 11])
            file.append("NETSCAPE2.0")
            file.append([3, 1])
            file.append16(max(loopCount - 1, 0))
            file.append8(0)
        }
        let indices = frames.map(indices)
        // A transparent pixel shows what lies below: each frame's place has to be empty before the next one comes. Some
        // readers clear to black what is not itself marked as transparent, so all frames are marked alike.
        let isTransparent = indices.contains { $0.contains(transparentIndex) }
        for (frame, time) in zip(indices, milliseconds) {
            append(frame, size, milliseconds: time, isTransparent: isTransparent, to: &file)
        }
        file.append8(0x3B)
        return file.bytes
    }

    /// Section 23, the graphic control extension; section 20, the image descriptor; section 22, the pixels.
    ///
    /// - Parameter isTransparent: whether one index is transparent, and the frame's place is cleared once its time is
    ///   over (disposal 2) and not left as it is (1).
    private static func append(
        _ indices: [UInt8], _ size: PixelSize, milliseconds: Int, isTransparent: Bool, to file: inout ByteSink
    ) {
        file.append([0x21, 0xF9, 4, isTransparent ? 2 << 2 | 1 : 1 << 2])
        file.append16(milliseconds / 10)
        file.append([isTransparent ? transparentIndex : 0, 0])
        file.append8(0x2C)
        file.append32(0)
        file.append16(size.width)
        file.append16(size.height)
        file.append8(0)
        file.append8(GIFCodeWriter.shortestCode)
        let codes = GIFCodeWriter.encode(indices)
        for start in stride(from: 0, to: codes.count, by: 255) {
            let block = codes[start..<min(start + 255, codes.count)]
            file.append8(block.count)
            file.append(block)
        }
        file.append8(0)
    }

    private static let transparentIndex: UInt8 = 216

    /// The cube, blue growing fastest, then black up to 256.
    private static let colors: [Color] = (0..<256).map { index in
        guard index < 216 else { return .black }
        return Color(red: UInt8(index / 36 * 51), green: UInt8(index / 6 % 6 * 51), blue: UInt8(index % 6 * 51))
    }

    private static func index(of color: Color) -> UInt8 {
        func level(_ channel: UInt8) -> Int { (Int(channel) + 25) / 51 }
        return UInt8(level(color.red) * 36 + level(color.green) * 6 + level(color.blue))
    }

    private static func indices(_ frame: Raster) -> [UInt8] {
        var indices: [UInt8] = []
        indices.reserveCapacity(frame.size.area)
        for y in 0..<frame.size.height {
            for x in 0..<frame.size.width {
                let color = frame[x, y]
                indices.append(color.alpha < 128 ? transparentIndex : index(of: color))
            }
        }
        return indices
    }
}

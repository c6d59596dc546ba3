import Renditions

/// The images that the checks of engines use: every pixel is known.
enum EnginePicture {
    /// Smooth, coloured and without symmetry: every turn and mirroring of it differs, and any scaling of it is close to
    /// any other.
    static func scene(_ width: Int, _ height: Int, shift: Int = 0) -> Raster {
        Raster(size: PixelSize(width: width, height: height)) { x, y in
            let u = (Double(x) + 0.5) / Double(width)
            let v = (Double(y) + 0.5) / Double(height)
            let hill = max(0, 1 - ((u - 0.3) * (u - 0.3) + (v - 0.7) * (v - 0.7)) * 8)
            return Color(
                red: UInt8(20 + u * 200), green: UInt8(30 + v * 150 + hill * 60),
                blue: UInt8(truncatingIfNeeded: 40 + shift + Int(hill * 150 * (1 - u))))
        }
    }

    /// The scene, from not seen at all on the left to opaque on the right.
    static func veil(_ width: Int, _ height: Int) -> Raster {
        var raster = scene(width, height)
        for y in 0..<height {
            for x in 0..<width { raster[x, y].alpha = UInt8(min(max((x - 4) * 300 / width, 0), 255)) }
        }
        return raster
    }

    /// The scene with what smooth images lack: grain on the left, a light box and a dark one on the right.
    static func texture(_ width: Int, _ height: Int) -> Raster {
        let scene = scene(width, height)
        let grain = SeededRandom.bytes(width * height, seed: 5)
        return Raster(size: scene.size) { x, y in
            var color = scene[x, y]
            if x * 2 < width {
                let shift = Int(grain[y * width + x] % 31) - 15
                color.red = UInt8(min(max(Int(color.red) + shift, 0), 255))
                color.green = UInt8(min(max(Int(color.green) - shift, 0), 255))
                color.blue = UInt8(min(max(Int(color.blue) + 2 * shift, 0), 255))
            } else if (x * 3 > width * 2) && (y * 2 < height) {
                color = y * 4 < height ? Color(red: 240, green: 235, blue: 200) : Color(red: 20, green: 10, blue: 50)
            }
            return color
        }
    }

    /// One colour.
    static func flat(_ width: Int, _ height: Int, _ color: Color) -> Raster {
        Raster(size: PixelSize(width: width, height: height), fill: color)
    }

    /// Every pixel another colour and opacity; no relation between neighbours.
    static func noise(_ width: Int, _ height: Int, seed: UInt64) -> Raster {
        Raster(
            size: PixelSize(width: width, height: height), pixels: SeededRandom.bytes(width * height * 4, seed: seed))
    }

    /// A box of one colour on a ground of another.
    static func box(_ rect: PixelRect, _ color: Color, on ground: Color, _ width: Int, _ height: Int) -> Raster {
        Raster(size: PixelSize(width: width, height: height)) { x, y in
            let isInside = (rect.x..<rect.x + rect.width).contains(x) && (rect.y..<rect.y + rect.height).contains(y)
            return isInside ? color : ground
        }
    }
}

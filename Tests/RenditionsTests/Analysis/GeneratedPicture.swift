import Renditions

/// Pictures made by whole-number formulas, so that other implementations can be given exactly the same bytes.
enum GeneratedPicture: String, CaseIterable {
    case ramp
    case tall
    case bands
    case disc
    case noise
    case veil
    case wide

    var raster: Raster {
        switch self {
        case .ramp: Self.raster(32, 24) { x, y in (x * 8, y * 10, 255 - x * 8, 255) }
        case .tall: Self.raster(20, 60) { x, y in (x * x % 256, y * 4, x * y % 256, 255) }
        case .bands:
            Self.raster(64, 64) { x, y in (x / 8 % 2 == 1 ? 200 : 40, y / 16 % 2 == 1 ? 220 : 90, 128, 255) }
        case .disc:
            Self.raster(48, 36) { x, y in
                let distance = (x - 24) * (x - 24) + (y - 18) * (y - 18)
                return distance < 200 ? (230, 60, 30, 255) : (20, 160, 220, distance < 300 ? 128 : 0)
            }
        case .noise:
            Self.raster(50, 50) { x, y in
                let value = (x * 7919 + y * 104_729 + x * y * 31) % 65536
                return (value % 256, value / 16 % 256, value / 256, 255)
            }
        case .veil: Self.raster(30, 90) { x, y in (x * 8, 255 - y * 2, y * 2, 255 - x * 7) }
        case .wide: Self.raster(100, 20) { x, y in (x * 2, 120 + y * 5, x * y % 200, 255) }
        }
    }

    /// A raster whose pixels (red, green, blue, alpha) a formula gives.
    static func raster(_ width: Int, _ height: Int, _ pixel: (Int, Int) -> (Int, Int, Int, Int)) -> Raster {
        var pixels: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                let (red, green, blue, alpha) = pixel(x, y)
                pixels += [UInt8(red), UInt8(green), UInt8(blue), UInt8(alpha)]
            }
        }
        return Raster(size: PixelSize(width: width, height: height), pixels: pixels)
    }

    /// A smooth scene of the given size, seen at any resolution: what a photograph is when it is scaled.
    static func scene(_ width: Int, _ height: Int, noise: Int = 0) -> Raster {
        var state: UInt32 = 1
        return raster(width, height) { x, y in
            let u = (2 * x + 1) * 4096 / (2 * width)
            let v = (2 * y + 1) * 4096 / (2 * height)
            // Overlapping hills at places without symmetry.
            let hills = [
                (900, 700, 1500), (3100, 1300, 1900), (1700, 3000, 1300), (3500, 3500, 900), (300, 3800, 1100),
            ]
            var level = 40
            for (index, hill) in hills.enumerated() {
                let (dx, dy) = (u - hill.0, v - hill.1)
                level += max(0, (hill.2 * hill.2 - dx * dx - dy * dy) * (60 + index * 15) / (hill.2 * hill.2))
            }
            state = state &* 1_664_525 &+ 1_013_904_223
            let grain = noise == 0 ? 0 : Int(state >> 16) % (2 * noise + 1) - noise
            let value = min(max(level + grain, 0), 255)
            return (value, value * 3 / 4, 255 - value, 255)
        }
    }
}

import Renditions

/// Rasters with known content.
enum Picture {
    static let red = Color(red: 255, green: 0, blue: 0)
    static let green = Color(red: 0, green: 255, blue: 0)
    static let blue = Color(red: 0, green: 0, blue: 255)
    static let grey = Color(red: 128, green: 128, blue: 128)

    static func make(_ width: Int, _ height: Int, _ color: (Int, Int) -> Color) -> Raster {
        var raster = Raster(size: PixelSize(width: width, height: height), fill: .black)
        for y in 0..<height {
            for x in 0..<width { raster[x, y] = color(x, y) }
        }
        return raster
    }

    static func plain(_ width: Int, _ height: Int, _ color: Color) -> Raster {
        Raster(size: PixelSize(width: width, height: height), fill: color)
    }

    static func grey(_ level: Int, alpha: UInt8 = 255) -> Color {
        Color(red: UInt8(level), green: UInt8(level), blue: UInt8(level), alpha: alpha)
    }

    /// Every pixel has a colour of its own, up to 50 by 50.
    static func marked(_ width: Int, _ height: Int) -> Raster {
        make(width, height) { Color(red: UInt8($0 * 5), green: UInt8($1 * 5), blue: UInt8(($0 * 3 + $1 * 7) % 256)) }
    }

    /// Four quadrants: red and green, and below them blue and white.
    static func quadrants(_ width: Int, _ height: Int) -> Raster {
        let colors = [red, green, blue, .white]
        return make(width, height) { colors[($0 < width / 2 ? 0 : 1) + ($1 < height / 2 ? 0 : 2)] }
    }

    /// Colours that change slowly, as in a photograph of the sky.
    static func smooth(_ width: Int, _ height: Int, alpha: Bool = false) -> Raster {
        make(width, height) { x, y in
            Color(
                red: UInt8(40 + 160 * x / width), green: UInt8(60 + 120 * y / height),
                blue: UInt8(200 - 140 * (x + y) / (width + height)),
                alpha: alpha ? UInt8(55 + 200 * y / height) : 255)
        }
    }

    /// Detail everywhere: what no encoder packs into nothing.
    static func busy(_ width: Int, _ height: Int) -> Raster {
        make(width, height) { x, y in
            let wave = (x * x / 7 + y * y / 5 + x * y / 3) % 97
            return Color(
                red: UInt8((wave * 2 + x) % 256), green: UInt8((wave + 3 * y) % 256), blue: UInt8((x * 2 + wave) % 256))
        }
    }

    /// An opaque red square in the middle of nothing: of pixels that are transparent and, unseen, green.
    static func redOnUnseenGreen(_ side: Int) -> Raster {
        make(side, side) { x, y in
            let inside = (side / 4..<side * 3 / 4)
            return inside.contains(x) && inside.contains(y) ? red : Color(red: 0, green: 255, blue: 0, alpha: 0)
        }
    }

    /// A saturated disc on grey.
    static func disc(_ width: Int, _ height: Int, x: Int, y: Int, radius: Int) -> Raster {
        make(width, height) { column, row in
            let (dx, dy) = (column - x, row - y)
            return dx * dx + dy * dy <= radius * radius ? Color(red: 220, green: 40, blue: 30) : grey
        }
    }
}

extension Raster {
    /// The part of this raster that a rectangle holds.
    func part(_ rect: PixelRect) -> Raster {
        Picture.make(rect.width, rect.height) { self[rect.x + $0, rect.y + $1] }
    }

    var colors: [Color] {
        (0..<size.area).map { self[$0 % size.width, $0 / size.width] }
    }

    /// The mean of the red channel, in levels.
    var meanRed: Double {
        Double(colors.reduce(0) { $0 + Int($1.red) }) / Double(size.area)
    }
}

extension Color {
    /// The largest difference of any channel, opacity included, in levels.
    func distance(to other: Color) -> Int {
        [
            Int(red) - Int(other.red), Int(green) - Int(other.green), Int(blue) - Int(other.blue),
            Int(alpha) - Int(other.alpha),
        ].map(abs).max() ?? 0
    }

    var isGrey: Bool { abs(Int(red) - Int(green)) <= 1 && abs(Int(green) - Int(blue)) <= 1 }
}

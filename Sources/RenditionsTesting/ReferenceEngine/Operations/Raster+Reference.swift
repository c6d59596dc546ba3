import Renditions

extension Raster {
    /// A raster whose pixels are found one by one.
    init(size: PixelSize, pixel: (_ x: Int, _ y: Int) throws -> Color) rethrows {
        self.init(size: size, fill: .transparent)
        for y in 0..<size.height {
            for x in 0..<size.width { self[x, y] = try pixel(x, y) }
        }
    }

    /// A part of this raster; it must lie within.
    func part(_ rect: PixelRect) -> Raster {
        Raster(size: rect.size) { x, y in self[rect.x + x, rect.y + y] }
    }

    /// This raster with every colour changed and every opacity kept.
    func mappingColors(_ change: (Color) -> (red: UInt8, green: UInt8, blue: UInt8)) -> Raster {
        Raster(size: size) { x, y in
            let color = self[x, y]
            let (red, green, blue) = change(color)
            return Color(red: red, green: green, blue: blue, alpha: color.alpha)
        }
    }
}

extension Color {
    /// The luminance as a level of a grey (IEC 61966-2-1: linear light, weighted as in ITU-R BT.709).
    var greyLevel: UInt8 {
        SRGB.level(
            0.2126 * SRGB.linear[Int(red)] + 0.7152 * SRGB.linear[Int(green)] + 0.0722 * SRGB.linear[Int(blue)])
    }

    /// This colour over another one (W3C Compositing Level 1, source over).
    func over(_ ground: Color) -> Color {
        let (top, bottom) = (Double(alpha) / 255, Double(ground.alpha) / 255)
        let alpha = top + bottom * (1 - top)
        guard alpha > 0 else { return .transparent }
        func mix(_ upper: UInt8, _ lower: UInt8) -> UInt8 {
            PremultipliedPixels.level((Double(upper) * top + Double(lower) * bottom * (1 - top)) / alpha)
        }
        return Color(
            red: mix(red, ground.red), green: mix(green, ground.green), blue: mix(blue, ground.blue),
            alpha: PremultipliedPixels.level(alpha * 255))
    }
}

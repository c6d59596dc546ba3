extension BlurHash {
    /// The blurred image that a BlurHash describes, opaque.
    ///
    /// - Parameter size: in pixels, at least 1 by 1. About 32 are enough: scale the result up where it is shown.
    /// - Returns: nil for a text that is no BlurHash: a character that is no digit, a length that does not fit the number
    ///   of components, or a number out of its range.
    public static func decode(_ text: String, size: PixelSize) -> Raster? {
        precondition(size.width > 0 && size.height > 0, "an image has at least one pixel")
        guard let (components, waves) = parse(Array(text.utf8)) else { return nil }
        let horizontal = CosineBasis(frequencies: components.x, samples: size.width, offset: 0)
        let vertical = CosineBasis(frequencies: components.y, samples: size.height, offset: 0)

        var raster = Raster(size: size, fill: .black)
        for y in 0..<size.height {
            // What is left of each horizontal wave in this row, so that a pixel costs x waves rather than x times y.
            let row = (0..<components.x).map { i in
                (0..<components.y).reduce(SIMD3<Double>.zero) { $0 + waves[i + $1 * components.x] * vertical[$1, y] }
            }
            for x in 0..<size.width {
                var light = SIMD3<Double>.zero
                for i in 0..<components.x { light += row[i] * horizontal[i, x] }
                raster[x, y] = Color(
                    red: SRGB.level(light.x), green: SRGB.level(light.y), blue: SRGB.level(light.z))
            }
        }
        return raster
    }

    /// The components and their amplitudes in linear light.
    private static func parse(_ text: [UInt8]) -> (Components, [SIMD3<Double>])? {
        guard text.count >= 6, let count = Base83.decode(text[..<1]), count < 81,
            text.count == 4 + 2 * (count % 9 + 1) * (count / 9 + 1),
            let quantised = Base83.decode(text[1..<2]),
            let mean = Base83.decode(text[2..<6]), mean < 1 << 24
        else { return nil }
        let largest = Double(quantised + 1) / 166
        var waves = [SIMD3(SRGB.linear[mean >> 16], SRGB.linear[mean >> 8 & 255], SRGB.linear[mean & 255])]
        for start in stride(from: 6, to: text.count, by: 2) {
            guard let color = Base83.decode(text[start..<start + 2]), color < levels * levels * levels
            else { return nil }
            let amplitudes = SIMD3(
                amplitude(color / (levels * levels)), amplitude(color / levels % levels), amplitude(color % levels))
            waves.append(amplitudes * largest)
        }
        return (Components(x: count % 9 + 1, y: count / 9 + 1), waves)
    }

    /// A level from 0 to 18 as an amplitude from -1 to 1.
    private static func amplitude(_ level: Int) -> Double {
        let root = Double(level - 9) / 9
        return root * abs(root)
    }
}

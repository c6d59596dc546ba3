extension ThumbHash {
    /// Four bits make colours paler; the format's decoder answers with a quarter more amplitude.
    private static let saturation = 1.25

    /// The image that a ThumbHash describes; nil for bytes that are none.
    static func raster(from bytes: [UInt8], longerSide: Int) -> Raster? {
        guard let header = Header(bytes) else { return nil }
        var levels = bytes.dropFirst(header.hasAlpha ? 6 : 5).flatMap { [Double($0 & 15), Double($0 >> 4)] }[...]
        let waves = header.lightnessWaves
        guard
            let lightness = Synthesis(&levels, waves.x, waves.y, header.lightness, header.lightnessScale),
            let yellowBlue = Synthesis(&levels, 3, 3, header.yellowBlue, header.yellowBlueScale * saturation),
            let redGreen = Synthesis(&levels, 3, 3, header.redGreen, header.redGreenScale * saturation)
        else { return nil }
        var opacity: Synthesis?
        if header.hasAlpha {
            opacity = Synthesis(&levels, 5, 5, header.opacity, header.opacityScale)
            guard opacity != nil else { return nil }
        }

        let ratio = header.aspectRatio
        let size = PixelSize(
            width: max(1, ratio > 1 ? longerSide : rounded(Double(longerSide) * ratio)),
            height: max(1, ratio > 1 ? rounded(Double(longerSide) / ratio) : longerSide))
        let horizontal = CosineBasis(frequencies: 7, samples: size.width, offset: 0.5)
        let vertical = CosineBasis(frequencies: 7, samples: size.height, offset: 0.5)
        var raster = Raster(size: size, fill: .transparent)
        for y in 0..<size.height {
            for x in 0..<size.width {
                let l = lightness.value(x, y, horizontal, vertical)
                let p = yellowBlue.value(x, y, horizontal, vertical)
                let q = redGreen.value(x, y, horizontal, vertical)
                let blue = l - 2 / 3 * p
                let red = (3 * l - blue + q) / 2
                raster[x, y] = Color(
                    red: level(red), green: level(red - q), blue: level(blue),
                    alpha: level(opacity?.value(x, y, horizontal, vertical) ?? 1))
            }
        }
        return raster
    }

    /// Cut off rather than rounded, so that previews equal those of the format's decoder byte for byte.
    private static func level(_ value: Double) -> UInt8 { UInt8(min(max(value, 0), 1) * 255) }

    /// A channel on its way back to pixels.
    private struct Synthesis {
        private let mean: Double
        private let waves: [(u: Int, v: Int)]
        private let amplitudes: [Double]

        /// Takes this channel's levels from the front; nil where there are too few.
        init?(_ levels: inout ArraySlice<Double>, _ columns: Int, _ rows: Int, _ mean: Double, _ scale: Double) {
            self.mean = mean
            waves = Channel.waves(columns, rows)
            guard levels.count >= waves.count else { return nil }
            amplitudes = levels.prefix(waves.count).map { ($0 / 7.5 - 1) * scale }
            levels.removeFirst(waves.count)
        }

        func value(_ x: Int, _ y: Int, _ horizontal: CosineBasis, _ vertical: CosineBasis) -> Double {
            var sum = mean
            for (wave, amplitude) in zip(waves, amplitudes) {
                sum += amplitude * horizontal[wave.u, x] * (vertical[wave.v, y] * 2)
            }
            return sum
        }
    }
}

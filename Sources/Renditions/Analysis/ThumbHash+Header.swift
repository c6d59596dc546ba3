extension ThumbHash {
    /// The first five bytes, six with transparency. Numbers stand lowest bits first:
    /// lightness 6, yellow-blue 6, red-green 6 (the means), amplitude of lightness 5, transparency 1, shorter side 3,
    /// amplitude of yellow-blue 6, of red-green 6, landscape 1; then mean and amplitude of opacity 4 each.
    struct Header: Equatable {
        /// Means: lightness and opacity 0 to 1, the two colour differences -1 to 1.
        var lightness = 0.0
        var yellowBlue = 0.0
        var redGreen = 0.0
        var opacity = 1.0
        /// Largest amplitude of any wave, 0 to 1.
        var lightnessScale = 0.0
        var yellowBlueScale = 0.0
        var redGreenScale = 0.0
        var opacityScale = 1.0
        /// Whether any pixel is transparent; opacity then takes waves from lightness.
        var hasAlpha: Bool
        var isLandscape: Bool
        /// Waves of lightness along the shorter side, 1 to ``longerSide``.
        var shorterSide: Int

        /// Waves of lightness along the longer side.
        var longerSide: Int { hasAlpha ? 5 : 7 }

        /// Width over height.
        var aspectRatio: Double {
            let ratio = Double(longerSide) / Double(shorterSide)
            return isLandscape ? ratio : 1 / ratio
        }

        /// Waves of lightness along x and y: never under 3, or a narrow image would lose its only detail.
        var lightnessWaves: (x: Int, y: Int) {
            isLandscape ? (longerSide, max(shorterSide, 3)) : (max(shorterSide, 3), longerSide)
        }

        /// The header for an image of this size, still without its means and amplitudes.
        init(size: PixelSize, hasAlpha: Bool) {
            self.hasAlpha = hasAlpha
            isLandscape = size.width > size.height
            shorterSide = 1
            let share = Double(size.shorterSide) / Double(size.longerSide)
            shorterSide = max(1, ThumbHash.rounded(Double(longerSide) * share))
        }

        /// Nil where bytes are missing or the shorter side is 0.
        init?(_ bytes: [UInt8]) {
            guard bytes.count >= 5 else { return nil }
            let colors = Int(bytes[0]) | Int(bytes[1]) << 8 | Int(bytes[2]) << 16
            let shape = Int(bytes[3]) | Int(bytes[4]) << 8
            lightness = Double(colors & 63) / 63
            yellowBlue = Double(colors >> 6 & 63) / 31.5 - 1
            redGreen = Double(colors >> 12 & 63) / 31.5 - 1
            lightnessScale = Double(colors >> 18 & 31) / 31
            hasAlpha = colors >> 23 != 0
            shorterSide = shape & 7
            yellowBlueScale = Double(shape >> 3 & 63) / 63
            redGreenScale = Double(shape >> 9 & 63) / 63
            isLandscape = shape >> 15 != 0
            guard shorterSide > 0 else { return nil }
            if hasAlpha {
                guard bytes.count >= 6 else { return nil }
                opacity = Double(bytes[5] & 15) / 15
                opacityScale = Double(bytes[5] >> 4) / 15
            }
        }

        var bytes: [UInt8] {
            let means =
                ThumbHash.rounded(63 * lightness) | ThumbHash.rounded(31.5 + 31.5 * yellowBlue) << 6
                | ThumbHash.rounded(31.5 + 31.5 * redGreen) << 12
            let colors = means | ThumbHash.rounded(31 * lightnessScale) << 18 | (hasAlpha ? 1 << 23 : 0)
            let shape =
                shorterSide | ThumbHash.rounded(63 * yellowBlueScale) << 3
                | ThumbHash.rounded(63 * redGreenScale) << 9 | (isLandscape ? 1 << 15 : 0)
            var bytes = [colors, colors >> 8, colors >> 16, shape, shape >> 8].map { UInt8($0 & 255) }
            if hasAlpha {
                bytes.append(UInt8(ThumbHash.rounded(15 * opacity) | ThumbHash.rounded(15 * opacityScale) << 4))
            }
            return bytes
        }
    }

    /// Halves go up, also below zero, as the format's encoder rounds.
    static func rounded(_ number: Double) -> Int { Int((number + 0.5).rounded(.down)) }
}

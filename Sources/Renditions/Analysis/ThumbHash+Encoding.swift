extension ThumbHash {
    /// The ThumbHash of an image of at least one pixel.
    static func bytes(of raster: Raster) -> [UInt8] {
        let size = raster.size
        let planes = Planes(raster)
        var header = Header(size: size, hasAlpha: planes.hasAlpha)
        let waves = header.lightnessWaves
        let lightness = Channel(planes.lightness, size: size, columns: waves.x, rows: waves.y)
        let yellowBlue = Channel(planes.yellowBlue, size: size, columns: 3, rows: 3)
        let redGreen = Channel(planes.redGreen, size: size, columns: 3, rows: 3)
        (header.lightness, header.lightnessScale) = (lightness.mean, lightness.scale)
        (header.yellowBlue, header.yellowBlueScale) = (yellowBlue.mean, yellowBlue.scale)
        (header.redGreen, header.redGreenScale) = (redGreen.mean, redGreen.scale)
        var channels = [lightness, yellowBlue, redGreen]
        if planes.hasAlpha {
            let opacity = Channel(planes.opacity, size: size, columns: 5, rows: 5)
            (header.opacity, header.opacityScale) = (opacity.mean, opacity.scale)
            channels.append(opacity)
        }

        var bytes = header.bytes
        let levels = channels.flatMap(\.levels)
        for start in stride(from: 0, to: levels.count, by: 2) {
            bytes.append(levels[start] | (start + 1 < levels.count ? levels[start + 1] << 4 : 0))
        }
        return bytes
    }

    /// The image split as the format wants it, values as stored in sRGB over 255; transparent pixels lie on the mean of
    /// the visible colours.
    private struct Planes {
        var lightness: [Double] = []
        /// The mean of red and green, less blue.
        var yellowBlue: [Double] = []
        /// Red less green.
        var redGreen: [Double] = []
        var opacity: [Double] = []
        let hasAlpha: Bool

        init(_ raster: Raster) {
            hasAlpha = !raster.isOpaque
            // Only a transparent pixel shows the background.
            let background = hasAlpha ? Self.visibleMean(raster) : .zero
            for plane in [\Self.lightness, \.yellowBlue, \.redGreen, \.opacity] {
                self[keyPath: plane].reserveCapacity(raster.size.area)
            }
            raster.pixels.withUnsafeBufferPointer { bytes in
                for index in stride(from: 0, to: bytes.count, by: 4) {
                    let alpha = Double(bytes[index + 3]) / 255
                    let stored = SIMD3(Double(bytes[index]), Double(bytes[index + 1]), Double(bytes[index + 2]))
                    let color = background * (1 - alpha) + stored * (alpha / 255)
                    lightness.append((color.x + color.y + color.z) / 3)
                    yellowBlue.append((color.x + color.y) / 2 - color.z)
                    redGreen.append(color.x - color.y)
                    if hasAlpha { opacity.append(alpha) }
                }
            }
        }

        /// Each pixel weighed by its opacity; black where nothing is visible, as the format's encoder has it.
        private static func visibleMean(_ raster: Raster) -> SIMD3<Double> {
            var sum = SIMD3<Double>.zero
            var weight = 0.0
            for index in stride(from: 0, to: raster.pixels.count, by: 4) {
                let bytes = raster.pixels[index..<index + 4].map(Double.init)
                sum += SIMD3(bytes[0], bytes[1], bytes[2]) * (bytes[3] / 255 / 255)
                weight += bytes[3] / 255
            }
            return weight > 0 ? sum / weight : .zero
        }
    }
}

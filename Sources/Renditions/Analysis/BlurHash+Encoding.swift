extension BlurHash {
    /// The BlurHash of an image.
    ///
    /// - Parameters:
    ///   - raster: at least one pixel. Nothing is gained above some 100 pixels a side.
    ///   - components: nil for the usual number, see ``Components/init(for:)``.
    /// - Returns: `4 + 2 · x · y` characters.
    public static func encode(_ raster: Raster, components: Components? = nil) -> String {
        precondition(raster.size.area > 0, "an empty raster has no BlurHash")
        let components = components ?? Components(for: raster.size)
        let waves = amplitudes(raster, components)
        let mean = waves[0]
        let others = waves.dropFirst()

        var digits = Base83.encode((components.x - 1) + (components.y - 1) * 9, length: 1)
        var largest = 1.0
        if others.isEmpty {
            digits += Base83.encode(0, length: 1)
        } else {
            let actual = others.reduce(0) { max($0, abs($1.x), abs($1.y), abs($1.z)) }
            let quantised = min(max(Int((actual * 166 - 0.5).rounded(.down)), 0), 82)
            largest = Double(quantised + 1) / 166
            digits += Base83.encode(quantised, length: 1)
        }
        let color = [mean.x, mean.y, mean.z].reduce(0) { $0 << 8 | Int(SRGB.level($1)) }
        digits += Base83.encode(color, length: 4)
        for wave in others {
            let color = [wave.x, wave.y, wave.z].reduce(0) { $0 * levels + quantise($1 / largest) }
            digits += Base83.encode(color, length: 2)
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// The amplitude of each wave in linear light, row by row, the mean first; x, y, z are red, green, blue.
    private static func amplitudes(_ raster: Raster, _ components: Components) -> [SIMD3<Double>] {
        let transform = CosineTransform(size: raster.size, columns: components.x, rows: components.y, offset: 0)
        let channels = linearPlanes(raster).map(transform.sums)
        let area = Double(raster.size.area)
        return channels[0].indices.map { index in
            SIMD3(channels[0][index], channels[1][index], channels[2][index]) * ((index == 0 ? 1 : 2) / area)
        }
    }

    /// An amplitude from -1 to 1 as a level from 0 to 18.
    private static func quantise(_ amplitude: Double) -> Int {
        let root = abs(amplitude).squareRoot() * (amplitude < 0 ? -1 : 1)
        return min(max(Int((root * 9 + 9.5).rounded(.down)), 0), levels - 1)
    }

    /// Red, green and blue in linear light, 0 to 1, without transparency.
    private static func linearPlanes(_ raster: Raster) -> [[Double]] {
        let background = raster.isOpaque ? [0, 0, 0] : visibleMean(raster)
        return (0..<3).map { channel in
            raster.pixels.withUnsafeBufferPointer { bytes in
                (0..<raster.size.area).map { index in
                    let light = SRGB.linear[Int(bytes[index * 4 + channel])]
                    let alpha = bytes[index * 4 + 3]
                    guard alpha < 255 else { return light }
                    let opacity = Double(alpha) / 255
                    return light * opacity + background[channel] * (1 - opacity)
                }
            }
        }
    }

    /// The mean of the linear colours, each weighed by its opacity; white where nothing is visible, because that is what
    /// most pages have behind their images.
    private static func visibleMean(_ raster: Raster) -> [Double] {
        var sums = [0.0, 0.0, 0.0]
        var weight = 0.0
        for index in stride(from: 0, to: raster.pixels.count, by: 4) {
            let opacity = Double(raster.pixels[index + 3]) / 255
            weight += opacity
            for channel in 0..<3 { sums[channel] += SRGB.linear[Int(raster.pixels[index + channel])] * opacity }
        }
        return weight > 0 ? sums.map { $0 / weight } : [1, 1, 1]
    }
}

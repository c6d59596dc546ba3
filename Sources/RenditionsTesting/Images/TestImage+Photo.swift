public import Renditions

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension TestImage {
    /// Six broad coloured waves (half a turn to four turns over the longer side) and a grain of ±3 levels: it scales,
    /// compresses and hashes like a photograph. The same seed gives the same scene at every size, apart from the grain.
    public static func smoothPhoto(_ size: PixelSize, seed: UInt64) -> Raster {
        var random = SeededRandom(seed: seed)
        let waves = (0..<6).map { index in Wave(turns: 0.5 + 0.7 * Double(index), &random) }
        let side = Double(max(1, size.longerSide))
        return raster(size) { x, y in
            let place = SIMD2((Double(x) + 0.5) / side, (Double(y) + 0.5) / side)
            var light = SIMD3(repeating: 128.0)
            for wave in waves {
                let level = sin(wave.frequency.x * place.x + wave.frequency.y * place.y + wave.phase)
                light += wave.color * level
            }
            var grain = random.next()
            func channel(_ value: Double) -> UInt8 {
                let noise = Double(grain % 7) - 3
                grain >>= 8
                return UInt8(min(max(value + noise, 0), 255).rounded())
            }
            return Color(red: channel(light.x), green: channel(light.y), blue: channel(light.z))
        }
    }

    /// One wave of a scene.
    private struct Wave {
        /// Radians over the longer side, along x and y.
        let frequency: SIMD2<Double>
        let phase: Double
        /// Levels that the crest adds to red, green and blue.
        let color: SIMD3<Double>

        /// - Parameter turns: full turns over the longer side. Faster waves are fainter, as in nature.
        init(turns: Double, _ random: inout SeededRandom) {
            let direction = random.unit() * 2 * .pi
            frequency = SIMD2(cos(direction), sin(direction)) * (turns * 2 * .pi)
            phase = random.unit() * 2 * .pi
            let height = 60 / (0.7 + turns)
            color = SIMD3(random.unit() - 0.2, random.unit() - 0.2, random.unit() - 0.2) * (height * 1.25)
        }
    }
}

extension SeededRandom {
    /// A number from 0 up to 1, with the 53 bits that a `Double` holds.
    fileprivate mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}

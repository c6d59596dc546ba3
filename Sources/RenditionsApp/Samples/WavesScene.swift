#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// Waves under a low sun, at one moment of an endless loop.
struct WavesScene: Scene {
    /// 0 to 1: the same picture again at 1.
    var phase: Float

    func color(_ x: Float, _ y: Float) -> SIMD4<Float> {
        let turn = phase * 2 * .pi
        let distance = ((x - 0.75) * (x - 0.75) + (y - 0.40) * (y - 0.40)).squareRoot()
        var tone = Tone(0.99, 0.80, 0.52).mixed(Tone(0.87, 0.42, 0.44), step(0.45, 0.1, y))
            .mixed(Tone(0.36, 0.22, 0.46), step(0.28, 0.0, y))
        tone = tone.mixed(Tone(1.0, 0.95, 0.78), step(0.135, 0.128, distance))
        for layer in 0..<5 {
            let depth = Float(layer)
            let speed: Float = layer % 2 == 0 ? 1 : -1
            let crest =
                0.50 + depth * 0.095 + (0.012 + depth * 0.004)
                * sinf(x * (15 - depth * 1.7) + speed * turn + depth * 1.9)
                + 0.006 * sinf(x * 31 - speed * turn * 2 + depth)
            let share = step(crest, crest + 0.004, y)
            let water = Tone(0.80, 0.44, 0.42).mixed(Tone(0.06, 0.15, 0.27), (depth + 1) / 5)
            let foam = step(crest + 0.016, crest, y) * share * 0.22
            tone = tone.mixed(water + foam, share)
        }
        return tone.opaque
    }
}

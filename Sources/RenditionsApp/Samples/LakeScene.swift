/// Mountains in the last light, and a lake that mirrors them.
struct LakeScene: Scene {
    private let noise = Noise(seed: 4)
    private let ridges: [Skyline]
    private let forest: Skyline
    private let shore: Float = 0.63
    private let sun = SIMD2<Float>(1.04, 0.50)

    init() {
        let noise = Noise(seed: 21)
        ridges = (0..<5).map { index in
            let depth = Float(index)
            return Skyline(length: 1.6) { x in
                let crest = noise.ridged(x * (1.5 + depth * 0.7) + depth * 31.7, depth * 7.1, octaves: 9)
                let swell = noise.fractal(x * 1.1 + depth * 13, 3.3 + depth, octaves: 3)
                return (0.12 + 0.56 * crest * swell) * (1.15 - depth * 0.19)
            }
        }
        forest = .conifers(length: 1.6, spacing: 0.006, tallest: 0.05, seed: 8)
    }

    func color(_ x: Float, _ y: Float) -> SIMD4<Float> {
        y < shore ? land(x, y).opaque : water(x, y).opaque
    }

    private func sky(_ x: Float, _ y: Float) -> Tone {
        let height = 1 - y / shore
        var tone = Tone(0.99, 0.74, 0.50).mixed(Tone(0.62, 0.62, 0.72), step(0.05, 0.45, height))
            .mixed(Tone(0.20, 0.34, 0.58), step(0.35, 1.0, height))
        let distance = ((x - sun.x) * (x - sun.x) + (y - sun.y) * (y - sun.y) * 1.8).squareRoot()
        let near = max(0, 1 - distance * 1.25)
        tone += Tone(0.38, 0.22, 0.06) * near * near
        let drift = noise.fractal(x * 1.3, y * 4, octaves: 3)
        let cloud = noise.fractal(x * 2.1 + drift, y * 8.5 + drift * 0.8, octaves: 7)
        let cover = step(0.50, 0.72, cloud) * step(0.02, 0.3, height)
        let lit = Tone(1.0, 0.80, 0.66).mixed(Tone(0.52, 0.50, 0.60), step(0.55, 0.85, cloud) * (0.4 + 0.6 * height))
        return tone.mixed(lit, cover * 0.85)
    }

    private func land(_ x: Float, _ y: Float) -> Tone {
        let altitude = shore - y
        if altitude < 0.035 + forest[x] * 0.8 + 0.02 * ridges[4][x] {
            let needles = noise.fractal(x * 260, y * 130, octaves: 3)
            let mist = step(0.05, 0.0, altitude) * 0.25
            return Tone(0.035, 0.065, 0.06).mixed(Tone(0.12, 0.16, 0.10), needles * 0.6).mixed(
                Tone(0.50, 0.47, 0.48), mist)
        }
        for index in ridges.indices.reversed() where altitude < ridges[index][x] {
            return rock(x, y, index, altitude)
        }
        return sky(x, y)
    }

    private func rock(_ x: Float, _ y: Float, _ index: Int, _ altitude: Float) -> Tone {
        let ridge = ridges[index]
        let below = ridge[x] - altitude
        // Gullies run down from the crest: the crest's own shape, smeared, lit from the side of the sun.
        let warp = noise.fractal(x * 14, y * 14 + Float(index) * 9, octaves: 4) - 0.5
        let face = ridge.slope(x + below * (0.25 + warp)) * 0.33 + warp * 0.9
        let light = min(max(0.5 + face * (x < sun.x ? 1 : -1), 0), 1)
        let detail = noise.fractal(x * 90, y * 120, octaves: 5)
        var tone = Tone(0.13, 0.13, 0.19).mixed(Tone(0.62, 0.43, 0.34), light * 0.8) * (0.75 + 0.5 * detail)
        let snowline = 0.25 + 0.05 * (noise.fractal(x * 22, y * 22, octaves: 4) - 0.5)
        let snow =
            step(snowline, snowline + 0.02, altitude + 0.05 * (detail - 0.5)) * step(0.25, 0.45, light + detail * 0.4)
        tone = tone.mixed(Tone(0.66, 0.68, 0.80).mixed(Tone(1.0, 0.86, 0.76), light), snow * 0.9)
        // The farther, and the lower, the more air lies between.
        let air = 0.72 - Float(index) * 0.14 + step(0.2, 0.0, altitude) * 0.22
        return tone.mixed(Tone(0.66, 0.58, 0.62), min(max(air, 0.05), 0.85))
    }

    private func water(_ x: Float, _ y: Float) -> Tone {
        let depth = (y - shore) / (1 - shore)
        let scale = 1 / (depth + 0.05)
        let wave = noise.fractal(x * 9 * scale * 0.35, y * 110 * min(scale, 6) * 0.3, octaves: 4) - 0.5
        let ripple = noise.fractal(x * 60, y * 400 / (1 + depth * 4), octaves: 3) - 0.5
        let shift = wave * (0.012 + depth * 0.06) + ripple * 0.008 * depth
        let mirrored = shore - (y - shore) * 1.02 + shift * 1.6
        let image = land(x + shift * 0.35, min(max(mirrored, 0.001), shore - 0.002))
        let deep = Tone(0.05, 0.10, 0.15)
        let tone = image.mixed(deep, 0.22 + depth * 0.42)
        let glint = step(0.16, 0.30, wave + ripple * 0.4) * max(0, 1 - abs(x - sun.x) * 1.6)
        return tone + Tone(0.40, 0.26, 0.14) * glint * (0.25 + 0.5 * (1 - depth))
    }
}
